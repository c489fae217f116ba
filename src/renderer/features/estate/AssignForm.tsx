import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Empty } from 'antd';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { RecordId } from '#domain/identity.ts';
import { useDesk } from '../../session.tsx';
import { type RecordOf, useRecords } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { type ActiveAssignments, assignChanges, changesEach } from './assignments.ts';
import { buildingWords } from './building-words.ts';

const AssignEntry = z.object({
  team: z.string().pipe(RecordId.or(z.literal('')).refine((id): id is RecordId => id !== '', 'choose')),
  responsible: text(30, 0),
  which: z.enum(['all', 'free', 'room']),
});

/** What one save takes: a building of hundreds of households is saved in several. */
const householdsEach = Math.floor(200 / changesEach);

interface AssignFormProps {
  building: RecordOf<'building'>;
  households: readonly RecordOf<'household'>[];
  /** The households of the room that is selected. */
  selected: readonly RecordOf<'household'>[];
  active: ActiveAssignments;
  onClose(): void;
}

/** 包户: who looks after the households of a building, or of one room. */
export function AssignForm({ building, households, selected, active, onClose }: AssignFormProps) {
  const t = useWords(buildingWords);
  const desk = useDesk();
  const teams = useRecords('team');
  const { saving, save } = useSaving();
  const form = useForm<z.input<typeof AssignEntry>, unknown, z.output<typeof AssignEntry>>({
    resolver: zodResolver(AssignEntry),
    defaultValues: { team: '', responsible: '', which: selected.length > 0 ? 'room' : 'free' },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'assignment', of: [building.id], about: building.fields.label });
  const groups = { room: selected, free: households.filter(({ id }) => !active.has(id)), all: households };
  const choices = (['room', 'free', 'all'] as const)
    .filter((which) => groups[which].length > 0)
    .map((which) => ({ value: which, label: t(`assign_${which}`, { n: groups[which].length }) }));

  const submit = handleSubmit(async ({ which, ...told }) => {
    const chosen = groups[which];
    const from = localDay(desk.source.now());
    for (let at = 0; at < chosen.length; at += householdsEach) {
      const changes = assignChanges(desk, chosen.slice(at, at + householdsEach), active, { ...told, from });
      const isLast = at + householdsEach >= chosen.length;
      if (changes.length > 0 && !(await save(changes, isLast ? draft : undefined))) return;
    }
    onClose();
  });

  if (teams?.length === 0) {
    return (
      <Empty description={t('noTeam')}>
        <Button href="#/teams">{t('toTeams')}</Button>
      </Empty>
    );
  }
  return (
    <StepSheet
      label={t('assign')}
      draft={draft}
      onSubmit={submit}
      save={t('saveAssign')}
      saving={saving}
      onCancel={{ label: t('cancel'), press: onClose }}
    >
      <ChoiceField control={control} name="which" label={t('which')} choices={choices} />
      <ChoiceField
        control={control}
        name="team"
        label={t('team')}
        choices={(teams ?? []).map(({ id, fields }) => ({ value: id, label: fields.name }))}
      />
      <TextField control={control} name="responsible" label={t('responsible')} optional />
      <p className="hint">{t('assignHint')}</p>
    </StepSheet>
  );
}
