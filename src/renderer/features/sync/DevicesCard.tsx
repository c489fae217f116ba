import { Card, Table } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import type { KnownDevice } from '#contract/hold.ts';
import { useDesk } from '../../session.tsx';
import { findKnownDevices } from '../../store/known-devices.ts';
import { countPhotosToSend } from '../../store/photo-copies.ts';
import { countUnsent } from '../../store/told.ts';
import { type Translate, usePunctuation, useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { deviceWords } from './device-words.ts';
import { spanLine } from './next-step.ts';
import { syncWords } from './words.ts';

/** Below this a clock is right enough for everything that is recorded here. */
const rightMs = 60_000;

function clockLine(
  t: Translate<(typeof deviceWords)['zh']>,
  sync: Translate<(typeof syncWords)['zh']>,
  clockMs: number | null | undefined,
): string {
  if (clockMs === null || clockMs === undefined) return t('unknown');
  if (Math.abs(clockMs) < rightMs) return t('clockRight');
  return t(clockMs > 0 ? 'clockAhead' : 'clockBehind', { span: spanLine(sync, Math.abs(clockMs)) });
}

/** Day's end: all devices' state as far as it is known. A desk where nobody decides sees itself alone. */
export function DevicesCard() {
  const t = useWords(deviceWords);
  const sync = useWords(syncWords);
  const { aside, list } = usePunctuation();
  const { db, enrollment } = useDesk();
  const known = useLiveQuery(async () => (await findKnownDevices(db)) ?? null, [db]);
  const own = useLiveQuery(() => countUnsent(db), [db]);
  const ownPhotos = useLiveQuery(() => countPhotosToSend(db), [db]);
  if (known === undefined) return null;
  // Of itself this device knows better.
  const unsentOf = ({ dev, unsent }: KnownDevice) => (dev === enrollment.dev ? own : unsent);
  const missingOf = ({ dev, photosMissing }: KnownDevice) => (dev === enrollment.dev ? ownPhotos : photosMissing);
  const columns = [
    {
      title: t('device'),
      render: (_: unknown, { dev, name, revoked, people }: KnownDevice) => (
        <>
          {`${name}${dev === enrollment.dev ? aside(t('own')) : ''}${revoked ? aside(t('revoked')) : ''}`}
          <div className="hint">{list(people)}</div>
        </>
      ),
    },
    { title: t('heard'), render: (_: unknown, { heardAt }: KnownDevice) => (heardAt === null ? t('unheard') : localTime(heardAt)) },
    { title: t('unsent'), align: 'right' as const, render: (_: unknown, device: KnownDevice) => unsentOf(device) ?? t('unknown') },
    { title: t('held'), align: 'right' as const, dataIndex: 'held' },
    { title: t('photos'), align: 'right' as const, render: (_: unknown, device: KnownDevice) => missingOf(device) },
    { title: t('clock'), render: (_: unknown, { clockMs }: KnownDevice) => clockLine(t, sync, clockMs) },
  ];
  return (
    <Card title={t('title')}>
      {known === null ? (
        <p className="hint">{t('never')}</p>
      ) : (
        <>
          <p className="hint">{t('asOf', { at: localTime(new Date(known.at)) })}</p>
          <Table rowKey="dev" size="small" columns={columns} dataSource={known.devices} pagination={false} />
        </>
      )}
    </Card>
  );
}
