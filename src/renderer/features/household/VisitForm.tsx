import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Empty } from 'antd';
import { useForm } from 'react-hook-form';
import { visitResultWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import { useRecords } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { useChoices } from '../../ui/field/choices.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { PhotosInForm } from '../../ui/field/pictures.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { type Visited, visitChanges } from './changes.ts';
import { VisitEntry, type VisitTyped } from './entries.ts';
import { householdWords } from './words.ts';

interface VisitFormProps {
  visited: Visited;
  subject: WatermarkSubject;
  /** The team that looks after the household: the likely visitor. */
  team: string | undefined;
  onSaved(): void;
}

/** 入户: that somebody stood at the door counts, whether or not it opened. */
export function VisitForm({ visited, subject, team, onSaved }: VisitFormProps) {
  const teams = useRecords('team');
  const t = useWords(householdWords);
  if (teams === undefined) return null;
  if (teams.length === 0) {
    return (
      <Empty description={t('noTeam')}>
        <Button href="#/teams">{t('toTeams')}</Button>
      </Empty>
    );
  }
  const named = teams.map(({ id, fields }) => ({ value: id as string, label: fields.name }));
  const likely = named.length === 1 ? named[0]?.value : team;
  return <VisitSheet visited={visited} subject={subject} teams={named} likely={likely ?? ''} onSaved={onSaved} />;
}

interface VisitSheetProps extends Omit<VisitFormProps, 'team'> {
  teams: readonly { value: string; label: string }[];
  likely: string;
}

function VisitSheet({ visited, subject, teams, likely, onSaved }: VisitSheetProps) {
  const t = useWords(householdWords);
  const choices = useChoices();
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm<VisitTyped, unknown, VisitEntry>({
    resolver: zodResolver(VisitEntry),
    defaultValues: { result: '', team: likely, on: localDay(desk.source.now()), note: '', photos: [] },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'visit', of: [subject.place], about: subject.place });
  const submit = handleSubmit(async (entry) => {
    if (await save(visitChanges(desk, visited, entry, subject), draft)) onSaved();
  });
  return (
    <StepSheet label={t('visit')} draft={draft} onSubmit={submit} save={t('saveVisit')} saving={saving}>
      <ChoiceField control={control} name="result" label={t('visitResult')} choices={choices(visitResultWords)} />
      {teams.length > 1 && <ChoiceField control={control} name="team" label={t('team')} choices={teams} />}
      <div className="fields">
        <TextField control={control} name="on" label={t('visitedOn')} type="date" />
      </div>
      <TextField control={control} name="note" label={t('visitNote')} lines={2} optional />
      <PhotosInForm control={control} name="photos" label={t('visitPhotos')} stage="SERVICE" watermark={subject} />
    </StepSheet>
  );
}
