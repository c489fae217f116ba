import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { zodResolver } from '@hookform/resolvers/zod';
import { Alert, Button, Card, Flex } from 'antd';
import { useState } from 'react';
import { type Control, useFieldArray, useForm, useWatch } from 'react-hook-form';
import { z } from 'zod';
import { RecordId } from '#domain/identity.ts';
import { patchOf, type RecordOf, useRecords } from '../../store/records.ts';
import { StepSheet } from '../../ui/draft/StepSheet.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { type Choice, SelectField, SelectManyField, TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { groupWords } from './group-words.ts';
import { groupsAtMost, type SplitBy, splitTargets } from './groups.ts';
import type { Target } from './targets.ts';
import { useTargetLine } from './use-target-line.ts';

const GroupsEntry = z.object({
  groups: z
    .array(z.object({ name: text(30), leader: text(30, 0), targets: z.array(RecordId).min(1, 'choose').max(200) }))
    .max(groupsAtMost, 'range'),
});
type Typed = z.input<typeof GroupsEntry>;
type Entry = z.output<typeof GroupsEntry>;

interface GroupsFormProps {
  operation: RecordOf<'operation'>;
  targets: readonly Target[];
  onClose(): void;
}

/** 分组: who leads which targets, by hand or split by where they are. A target is in one group at most: what one has, the others are not offered. */
export function GroupsForm({ operation, targets, onClose }: GroupsFormProps) {
  const t = useWords(groupWords);
  const buildings = new Map(useRecords('building')?.map(({ id, fields }) => [id, fields.label]));
  const { saving, save } = useSaving();
  const [tooMany, setTooMany] = useState(false);
  const form = useForm<Typed, unknown, Entry>({
    resolver: zodResolver(GroupsEntry),
    defaultValues: { groups: operation.fields.groups ?? [] },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'groups', of: [operation.id], about: operation.fields.no });
  const groups = useFieldArray({ control, name: 'groups' });
  const split = (by: SplitBy) => {
    const parts = splitTargets(targets, by, buildings);
    setTooMany(parts === undefined);
    if (parts !== undefined) groups.replace(parts);
  };
  const submit = handleSubmit(async (entry) => {
    if (await save([patchOf(operation, entry)], draft)) onClose();
  });
  return (
    <Card title={<h2 className="card-title">{t('groups')}</h2>}>
      <StepSheet
        label={t('groups')}
        draft={draft}
        onSubmit={submit}
        save={t('saveGroups')}
        saving={saving}
        onCancel={{ label: t('dismiss'), press: onClose }}
      >
        <Flex gap={12} wrap>
          <Button onClick={() => split('building')}>{t('byBuilding')}</Button>
          <Button onClick={() => split('unit')}>{t('byUnit')}</Button>
        </Flex>
        {tooMany && <Alert type="warning" showIcon title={t('tooMany', { n: groupsAtMost })} />}
        {groups.fields.map((group, index) => (
          <GroupFields
            key={group.id}
            control={control}
            index={index}
            operation={operation}
            targets={targets}
            buildings={buildings}
            onRemove={() => groups.remove(index)}
          />
        ))}
        <Button
          icon={<PlusOutlined aria-hidden />}
          style={{ alignSelf: 'start' }}
          disabled={groups.fields.length >= groupsAtMost}
          onClick={() => groups.append({ name: '', leader: '', targets: [] })}
        >
          {t('addGroup')}
        </Button>
      </StepSheet>
    </Card>
  );
}

interface GroupFieldsProps extends Pick<GroupsFormProps, 'operation' | 'targets'> {
  /** Building id → its label. */
  buildings: ReadonlyMap<string, string>;
  control: Control<Typed, unknown, Entry>;
  index: number;
  onRemove(): void;
}

function GroupFields({ control, index, operation, targets, buildings, onRemove }: GroupFieldsProps) {
  const t = useWords(groupWords);
  const all = useWatch({ control, name: 'groups' });
  const taken = new Set(all.flatMap((group, at) => (at === index ? [] : group.targets)));
  const n = index + 1;
  const lineOf = useTargetLine(buildings);
  return (
    <fieldset className="group-fields" aria-label={t('group', { n })}>
      <div className="fields">
        <TextField control={control} name={`groups.${index}.name`} label={t('groupName', { n })} />
        <SelectField
          control={control}
          name={`groups.${index}.leader`}
          label={t('groupLeader', { n })}
          choices={peopleOf(operation)}
          optional
        />
        <div className="wide">
          <SelectManyField
            control={control}
            name={`groups.${index}.targets`}
            label={t('groupTargets', { n })}
            choices={targets.filter(({ id }) => !taken.has(id)).map((target) => ({ value: target.id, label: lineOf(target) }))}
          />
        </div>
      </div>
      <Button icon={<DeleteOutlined aria-hidden />} onClick={onRemove}>
        {t('removeGroup', { n })}
      </Button>
    </fieldset>
  );
}

/** Who may lead a group: everyone planned, and who came besides. */
function peopleOf({ fields: { leader, members, present } }: RecordOf<'operation'>): Choice[] {
  const names = [leader, ...members.map(({ name }) => name), ...(present ?? []).map(({ name }) => name)];
  return [...new Set(names)].map((name) => ({ value: name, label: name }));
}
