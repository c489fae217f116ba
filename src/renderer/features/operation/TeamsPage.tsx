import { Button, Card, Empty, Flex, Skeleton, Tag, Typography } from 'antd';
import { useState } from 'react';
import { mayCreate } from '#domain/authority.ts';
import { orgWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { useRecords } from '../../store/records.ts';
import { Page } from '../../ui/Page.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { TeamForm } from './TeamForm.tsx';
import { operationWords } from './words.ts';

export function TeamsPage() {
  const t = useWords(operationWords);
  const word = useWord();
  const { user } = useDesk();
  const teams = useRecords('team');
  const [adding, setAdding] = useState(false);
  const mayAdd = mayCreate('team', user);
  const add = mayAdd && !adding && (
    <Button type="primary" size="large" onClick={() => setAdding(true)}>
      {t('newTeam')}
    </Button>
  );
  return (
    <Page title={t('teams')} back="/operations" extra={add}>
      {adding && <TeamForm onClose={() => setAdding(false)} />}
      {teams === undefined && <Skeleton active />}
      {teams?.length === 0 && !adding && <Empty description={t('noTeams')} />}
      {teams?.map((team) => (
        <Card key={team.id}>
          <Typography.Title level={2} style={{ fontSize: 18, margin: 0 }}>
            {team.fields.name}
          </Typography.Title>
          <div>
            {t('leader')} {team.fields.leader} · {t('people', { n: team.fields.members.length })}
          </div>
          <Flex gap={8} wrap style={{ marginTop: 8 }}>
            {team.fields.members.map((member) => (
              <Tag key={`${member.org} ${member.name}`}>
                {word(orgWords[member.org])} {member.name}
              </Tag>
            ))}
          </Flex>
        </Card>
      ))}
    </Page>
  );
}
