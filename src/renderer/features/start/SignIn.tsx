import { Alert, Button, Flex, Typography } from 'antd';
import type { User } from '#domain/identity.ts';
import { roleWords } from '#domain/words.ts';
import { LanguageSwitch } from '../../ui/LanguageSwitch.tsx';
import { useWindowTitle } from '../../ui/Page.tsx';
import { failureWords } from '../../words/failure-words.ts';
import { currentLanguage, usePunctuation, useWord, useWords } from '../../words/language.ts';
import { startWords } from './words.ts';

interface SignInProps {
  users: readonly User[];
  /** Changes that came back from the journal at this start. */
  restored: number;
  /** Places in the journal that can no longer be read. */
  damaged: number;
  onSignIn(user: User): void;
}

/** Who is at the desk: every change carries their name. */
export function SignIn({ users, restored, damaged, onSignIn }: SignInProps) {
  const t = useWords(startWords);
  useWindowTitle(t('who'));
  const say = useWord();
  const { list } = usePunctuation();
  return (
    <main className="center-page">
      <Flex vertical gap={16}>
        <Flex justify="space-between" align="center">
          <Typography.Title level={1}>{t('who')}</Typography.Title>
          <LanguageSwitch />
        </Flex>
        {restored > 0 && <Alert type="info" showIcon title={t('restored', { count: restored })} />}
        {damaged > 0 && <Alert type="warning" showIcon title={failureWords['journal-damaged'][currentLanguage()]} role="alert" />}
        {users.map((user) => (
          <Button key={user.id} size="large" block onClick={() => onSignIn(user)}>
            {user.name} · {list(user.roles.map((role) => say(roleWords[role])))}
          </Button>
        ))}
      </Flex>
    </main>
  );
}
