import { Alert } from 'antd';
import { useDesk } from '../session.tsx';
import { defineWords, useWords } from '../words/language.ts';

const words = defineWords(
  {
    ended: '{{name}} 在这台设备上的授权已经结束：现在填的，服务器会留置待核对。',
    endedDo: '以前存的都在，照常入账。请换人，或请资料员重新授权后再同步一次。',
  },
  {
    ended: '{{name}} has no grant for this device any more: what is entered now will be held back to be checked.',
    endedDo: 'What was saved before counts as ever. Switch user, or have the clerk grant it anew and sync once more.',
  },
);

/** Whoever's grant ended while they were at the desk is told before they type on [GR1]. */
export function GrantBanner() {
  const t = useWords(words);
  const { enrollment, user } = useDesk();
  if (enrollment.users.some(({ id }) => id === user.id)) return null;
  return (
    <Alert className="disk-banner" type="warning" showIcon role="note" title={t('ended', { name: user.name })} description={t('endedDo')} />
  );
}
