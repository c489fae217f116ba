import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Card, Flex } from 'antd';
import { useFieldArray, useForm } from 'react-hook-form';
import { z } from 'zod';
import { Member, Team } from '#domain/operation.ts';
import { orgWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { createOf } from '../../store/records.ts';
import { newRecordId } from '../../store/save.ts';
import { DraftGate } from '../../ui/draft/DraftGate.tsx';
import { useDraft } from '../../ui/draft/use-draft.ts';
import { ChoiceField, TextField } from '../../ui/field/inputs.tsx';
import { text } from '../../ui/field/parse.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { operationWords } from './words.ts';

const TeamEntry = Team.pick({ name: true, leader: true }).extend({
  name: text(40),
  leader: text(30),
  members: z.array(Member.extend({ name: text(30), certificate: text(40, 0) })).min(1),
});
const newMember = { name: '', org: 'URBAN_MANAGEMENT', certificate: '' } as const;

/** A demolition team: its leader and who takes part, from which organisation. */
export function TeamForm({ onClose }: { onClose(): void }) {
  const t = useWords(operationWords);
  const word = useWord();
  const desk = useDesk();
  const { saving, save } = useSaving();
  const form = useForm({
    resolver: zodResolver(TeamEntry),
    defaultValues: { name: '', leader: '', members: [newMember] },
  });
  const { control, handleSubmit } = form;
  const draft = useDraft(form, { kind: 'team', of: ['new'], about: '' });
  const members = useFieldArray({ control, name: 'members' });
  const orgs = Object.entries(orgWords).map(([value, name]) => ({ value, label: word(name) }));

  const submit = handleSubmit(async (entry) => {
    if (await save([createOf('team', newRecordId(desk), { ...entry, buildings: [] })], draft)) onClose();
  });

  return (
    <Card>
      <DraftGate draft={draft}>
        <form onSubmit={submit} noValidate aria-label={t('newTeam')}>
          <Flex vertical gap={16}>
            <div className="fields">
              <TextField control={control} name="name" label={t('teamName')} />
              <TextField control={control} name="leader" label={t('leader')} />
            </div>
            {members.fields.map((member, index) => (
              <Flex key={member.id} vertical gap={12}>
                <div className="fields">
                  <TextField control={control} name={`members.${index}.name`} label={t('member', { n: index + 1 })} />
                  <TextField control={control} name={`members.${index}.certificate`} label={t('certificate', { n: index + 1 })} optional />
                </div>
                <ChoiceField control={control} name={`members.${index}.org`} label={t('memberOrg', { n: index + 1 })} choices={orgs} />
                {members.fields.length > 1 && (
                  <Button icon={<DeleteOutlined aria-hidden />} onClick={() => members.remove(index)} style={{ alignSelf: 'start' }}>
                    {t('removeMember', { n: index + 1 })}
                  </Button>
                )}
              </Flex>
            ))}
            <Flex gap={12} wrap>
              <Button icon={<PlusOutlined aria-hidden />} onClick={() => members.append(newMember)}>
                {t('addMember')}
              </Button>
              <Button type="primary" size="large" htmlType="submit" loading={saving}>
                {t('saveTeam')}
              </Button>
              <Button size="large" onClick={onClose}>
                {t('dismiss')}
              </Button>
            </Flex>
          </Flex>
        </form>
      </DraftGate>
    </Card>
  );
}
