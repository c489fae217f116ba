import { Button } from 'antd';
import type { User } from '#domain/identity.ts';
import { useWords } from '../../words/language.ts';
import { DoorPage } from './DoorPage.tsx';
import { doorWords } from './door-words.ts';

/** A sealed desk, and somebody who has no passphrase here. */
export function ShutPage({ user, onBack, onRecover }: { user: User; onBack(): void; onRecover(): void }) {
  const t = useWords(doorWords);
  return (
    <DoorPage title={t('shutTitle', { name: user.name })} lead={t('shutWhy')} onBack={onBack}>
      <Button size="large" style={{ alignSelf: 'flex-start' }} onClick={onRecover}>
        {t('recover')}
      </Button>
    </DoorPage>
  );
}
