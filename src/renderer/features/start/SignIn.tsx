import { Alert, Button, Flex, Typography } from 'antd';
import type { User } from '#domain/identity.ts';
import { roleWords } from '#domain/words.ts';
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { startWords } from './words.ts';

/** Who is at the desk: every change carries their name. */
export function SignIn({ users, restored, onSignIn }: { users: readonly User[]; restored: number; onSignIn(user: User): void }) {
  const t = useWords(startWords);
  const say = useWord();
  return (
    <main className="center-page">
      <Flex vertical gap={16}>
        <Flex justify="space-between" align="center">
          <Typography.Title level={1}>{t('who')}</Typography.Title>
          <LanguageSwitch />
        </Flex>
        {restored > 0 && <Alert type="info" showIcon title={t('restored', { count: restored })} />}
        {users.map((user) => (
          <Button key={user.id} size="large" block onClick={() => onSignIn(user)}>
            {user.name} · {user.roles.map((role) => say(roleWords[role])).join('、')}
          </Button>
        ))}
      </Flex>
    </main>
  );
}
