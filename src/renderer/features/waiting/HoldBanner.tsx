import { Alert, Button, Flex } from 'antd';
import type { RecordId } from '#domain/identity.ts';
import { useHoldsOf } from '../../store/holds.ts';
import { useWords } from '../../words/language.ts';
import { HandedBanner } from '../sync/HandedBanner.tsx';
import { waitingWords } from './words.ts';

/** On a record's page: what of it is not recorded yet: a handover that the server does not have, and what waits for a decision. */
export function HoldBanner({ id }: { id: RecordId }) {
  return (
    <>
      <HandedBanner id={id} />
      <WaitingBanner id={id} />
    </>
  );
}

/** That something waits for a decision, and where. Nothing where nothing does. */
function WaitingBanner({ id }: { id: RecordId }) {
  const t = useWords(waitingWords);
  const holds = useHoldsOf(id);
  if (holds === undefined || holds.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('banner', { count: holds.length })}
      description={
        <Flex gap={8} wrap>
          {holds.map((hold) => (
            <Button key={hold.id} href={`#/waiting/${hold.id}`}>
              {t('bannerOpen')}
            </Button>
          ))}
        </Flex>
      }
    />
  );
}
