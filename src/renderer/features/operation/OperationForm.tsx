import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Card, Checkbox, Flex } from 'antd';
import { type Control, useController, useForm, useWatch } from 'react-hook-form';
import type { z } from 'zod';
import type { Member, Operation } from '#domain/operation.ts';
import { orgWords } from '#domain/words.ts';
import type { DraftOf } from '../../store/draft-kinds.ts';
import type { RecordOf } from '../../store/records.ts';
import type { Change } from '../../store/save.ts';
import { DraftGate } from '../../ui/draft/DraftGate.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { FieldFrame } from '../../ui/field/FieldFrame.tsx';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { useSaving } from '../../ui/saving.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { memberKey, tickedOf } from './members.ts';
import { OperationEntry, offeredMembers } from './operation-entry.ts';
import { TargetPicker } from './TargetPicker.tsx';
import type { Target } from './targets.ts';
import { operationWords } from './words.ts';

type Typed = z.input<typeof OperationEntry>;
type FormControl = Control<Typed, unknown, OperationEntry>;

interface OperationFormProps {
  teams: readonly RecordOf<'team'>[];
  targets: readonly Target[];
  buildings: ReadonlyMap<string, string>;
  /** What the form starts with, and what its draft is kept for: `new`, or the operation whose plan is changed. */
  start: Typed;
  draftOf: DraftOf;
  label: string;
  /** What stands already, where a plan is changed. */
  planned?: Operation;
  /** Groups to be saved in turn. `offers`: the members that `people` were ticked among. */
  groupsOf(entry: OperationEntry, offers: readonly Member[]): Change[][];
  onSaved(id: string): void;
}

/** An operation as it is planned: when, who, and which targets. */
export function OperationForm(props: OperationFormProps) {
  const { teams, targets, buildings, start, draftOf, label, planned, groupsOf, onSaved } = props;
  const t = useWords(operationWords);
  const { saving, saveInTurn } = useSaving();
  const form = useForm<Typed, unknown, OperationEntry>({ resolver: zodResolver(OperationEntry), defaultValues: start });
  const draft = useDraft(form, draftOf);
  const { control, setValue, setError } = form;
  const teamId = useWatch({ control, name: 'team' });
  const team = teams.find((one) => one.id === teamId);

  const offersOf = (one: RecordOf<'team'> | undefined) => (one === undefined ? [] : offeredMembers(one, planned));

  function takeTeam(id: string): void {
    const picked = teams.find((one) => one.id === id);
    setValue('leader', picked?.fields.leader ?? '');
    setValue('people', (picked?.fields.members ?? []).map(memberKey));
  }

  const submit = form.handleSubmit(async (entry) => {
    const offers = offersOf(teams.find((one) => one.id === entry.team));
    // Ticked before they left the team, which this device heard of meanwhile.
    if (tickedOf(offers, entry.people).length === 0) return setError('people', { message: 'choose' });
    const groups = groupsOf(entry, offers);
    const id = groups[0]?.[0]?.id;
    if ((await saveInTurn(groups, draft)) && id !== undefined) onSaved(id);
  });

  return (
    <DraftGate draft={draft}>
      <form onSubmit={submit} noValidate aria-label={label}>
        <Flex vertical gap={16}>
          <Card>
            <div className="fields">
              <TextField control={control} name="no" label={t('no')} />
              <TextField control={control} name="date" label={t('date')} type="date" />
              <TextField control={control} name="from" label={t('from')} type="time" />
              <TextField control={control} name="to" label={t('to')} type="time" />
              <div className="wide">
                <ChoiceField
                  control={control}
                  name="team"
                  label={t('team')}
                  choices={teams.map((one) => ({ value: one.id, label: one.fields.name }))}
                  onPick={takeTeam}
                />
              </div>
              <TextField control={control} name="leader" label={t('leader')} />
              <TextField control={control} name="projectManager" label={t('projectManager')} />
              <TextField control={control} name="safetyOfficer" label={t('safetyOfficer')} />
              <TextField control={control} name="weather" label={t('weather')} optional />
              {team !== undefined && (
                <div className="wide">
                  <MembersField control={control} offers={offersOf(team)} />
                </div>
              )}
              <div className="wide">
                <TextField control={control} name="note" label={t('note')} optional lines={2} />
              </div>
            </div>
          </Card>
          <Card>
            <TargetsField control={control} targets={targets} buildings={buildings} />
          </Card>
          <Button type="primary" size="large" htmlType="submit" loading={saving} style={{ alignSelf: 'start' }}>
            {t('savePlan')}
          </Button>
        </Flex>
      </form>
    </DraftGate>
  );
}

function MembersField({ control, offers }: { control: FormControl; offers: readonly Member[] }) {
  const t = useWords(operationWords);
  const word = useWord();
  const { field, fieldState } = useController({ control, name: 'people' });
  return (
    <FieldFrame id="members" label={t('members')} group problem={fieldState.error?.message}>
      <Checkbox.Group
        value={field.value}
        onChange={field.onChange}
        options={offers.map((member) => ({ value: memberKey(member), label: `${word(orgWords[member.org])} ${member.name}` }))}
      />
    </FieldFrame>
  );
}

function TargetsField({ control, ...offered }: { control: FormControl } & Pick<OperationFormProps, 'targets' | 'buildings'>) {
  const { field, fieldState } = useController({ control, name: 'targets' });
  return <TargetPicker {...offered} value={field.value} onChange={field.onChange} problem={fieldState.error?.message} />;
}
