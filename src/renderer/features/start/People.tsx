import { Alert, Button, Flex } from 'antd';
import type { DeviceLock } from '#contract/host-api.ts';
import type { User } from '#domain/identity.ts';
import { roleWords } from '#domain/words.ts';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { DoorPage } from './DoorPage.tsx';
import { doorWords } from './door-words.ts';
import { wayIn } from './way-in.ts';

interface PeopleProps {
  users: readonly User[];
  lock: DeviceLock;
  /** The district has just been asked who they are. */
  asked: boolean;
  onChoose(user: User): void;
  onAsk(): void;
}

/** Who is at the desk: every change carries their name. */
export function People({ users, lock, asked, onChoose, onAsk }: PeopleProps) {
  const t = useWords(doorWords);
  return (
    <DoorPage title={t('who')} lead={lock.state === 'sealed' ? t('sealedLead') : undefined}>
      {asked && <Alert type="info" showIcon role="status" title={t('askedList')} />}
      <PeopleList users={users} lock={lock} onChoose={onChoose} />
      <Flex justify="center">
        <Button type="link" onClick={onAsk}>
          {t('notListed')}
        </Button>
      </Flex>
    </DoorPage>
  );
}

export function PeopleList({ users, lock, onChoose }: { users: readonly User[]; lock: DeviceLock | null; onChoose(user: User): void }) {
  const t = useWords(doorWords);
  const say = useWord();
  const { list } = usePunctuation();
  return (
    <Flex vertical gap={12}>
      {users.map((user) => (
        <Button key={user.id} className="person" size="large" block onClick={() => onChoose(user)}>
          <strong>{user.name}</strong> <span>· {list(user.roles.map((role) => say(roleWords[role])))}</span>
          {lock !== null && wayIn(lock, user.id) === 'secure' && <span className="hint">{t('firstTime')}</span>}
        </Button>
      ))}
    </Flex>
  );
}
