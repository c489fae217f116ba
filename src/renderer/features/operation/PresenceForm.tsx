import { zodResolver } from '@hookform/resolvers/zod';
import { Card, Checkbox } from 'antd';
import { type Control, useController, useForm } from 'react-hook-form';
import { z } from 'zod';
import type { Member } from '#domain/operation.ts';
import { codesOf, orgWords } from '#domain/words.ts';
import { patchOf, type RecordOf } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { FieldFrame } from '../../ui/field/FieldFrame.tsx';
import { TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { missingOf, presentOf } from './day-steps.ts';
import { dayWords } from './day-words.ts';
import { memberKey, uniteMembers } from './members.ts';

/** `赵警官 公安` → who came and from where; undefined where the organisation is none of the known. */
export function parseMember(line: string): Member | undefined {
  const [name = '', ...rest] = line.trim().split(/\s+/u);
  const org = codesOf(orgWords).find((code) => [orgWords[code].zh, orgWords[code].en.toLowerCase()].includes(rest.join(' ').toLowerCase()));
  return org === undefined || name.length > 30 ? undefined : { name, org, certificate: '' };
}

const linesOf = (typed: string) => typed.split('\n').filter((line) => line.trim() !== '');
const PresenceEntry = z.object({
  /** Keys of members. */
  came: z.array(z.string()),
  besides: text(600, 0).refine((typed) => linesOf(typed).every((line) => parseMember(line) !== undefined), 'invalid'),
});
type Typed = z.input<typeof PresenceEntry>;
type Entry = z.output<typeof PresenceEntry>;

/** 到场人员: ticked off the plan, and whoever came besides. */
export function PresenceForm({ operation, onSaved }: { operation: RecordOf<'operation'>; onSaved(): void }) {
  const t = useWords(dayWords);
  const { saving, save } = useSaving();
  const { members, present } = operation.fields;
  const missing = missingOf({ members, present });
  const planned = members.map(memberKey);
  const form = useForm<Typed, unknown, Entry>({
    resolver: zodResolver(PresenceEntry),
    defaultValues: {
      came: members.filter((member) => !missing.includes(member)).map(memberKey),
      besides: (present ?? [])
        .filter((one) => !planned.includes(memberKey(one)))
        .map(({ name, org }) => `${name} ${orgWords[org].zh}`)
        .join('\n'),
    },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'presence', of: [operation.id], about: operation.fields.no });
  const submit = handleSubmit(async ({ came, besides }) => {
    const others = linesOf(besides).flatMap((line) => parseMember(line) ?? []);
    if (await save([patchOf(operation, { present: presentOf(members, came, others) })], draft)) onSaved();
  });
  return (
    <Card title={<h2 className="card-title">{t('presence')}</h2>}>
      <StepSheet label={t('presence')} draft={draft} onSubmit={submit} save={t('savePresence')} saving={saving}>
        <TickField control={control} members={members} />
        <TextField control={control} name="besides" label={t('besides')} hint={t('besidesHint')} lines={2} optional />
      </StepSheet>
    </Card>
  );
}

function TickField({ control, members }: { control: Control<Typed, unknown, Entry>; members: readonly Member[] }) {
  const t = useWords(dayWords);
  const word = useWord();
  const { field } = useController({ control, name: 'came' });
  return (
    <FieldFrame id="present" label={t('tick')} group>
      <Checkbox.Group
        className="checklist"
        value={field.value}
        onChange={field.onChange}
        options={uniteMembers(members).map((member) => ({
          value: memberKey(member),
          label: `${word(orgWords[member.org])} ${member.name}`,
        }))}
      />
    </FieldFrame>
  );
}

/** Who came, and who did not; nothing before anybody was ticked. */
export function PresentLine({ operation }: { operation: RecordOf<'operation'> }) {
  const t = useWords(dayWords);
  const word = useWord();
  const { list } = usePunctuation();
  const { present } = operation.fields;
  if (!present) return null;
  const named = (members: readonly Member[]) => list(members.map(({ org, name }) => `${word(orgWords[org])} ${name}`));
  const missing = missingOf(operation.fields);
  return (
    <span>
      {t('presence')}: {named(present)}
      {missing.length > 0 && <> · {t('missing', { names: named(missing) })}</>}
    </span>
  );
}
