import { Button, Card, Flex } from 'antd';
import { useFreeBytes } from '../../ui/free-bytes.ts';
import { useWords } from '../../words/language.ts';
import { useUnsent } from '../sync/use-unsent.ts';
import { todayWords } from './words.ts';

const gigabyte = 1024 ** 3;

/** What is only on this device, how old it is, and how much it can still take. */
export function Upkeep() {
  const t = useWords(todayWords);
  const unsent = useUnsent();
  const freeBytes = useFreeBytes('/');
  const room =
    freeBytes >= gigabyte
      ? t('gigabytes', { n: Math.floor(freeBytes / gigabyte) })
      : t('megabytes', { n: Math.floor(freeBytes / 1024 / 1024) });
  return (
    <Card title={t('upkeep')} size="small">
      <Flex gap={24} align="center" wrap>
        <strong>{unsent?.words ?? '–'}</strong>
        <span>
          <span className="hint">{t('disk')}</span> <strong>{room}</strong>
        </span>
        {unsent?.all === false && <Button href="#/sync">{t('toSync')}</Button>}
      </Flex>
      {unsent?.all === false && <p className="hint">{t('onlyHere')}</p>}
    </Card>
  );
}
