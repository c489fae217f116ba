import { Alert, Button, Flex, Progress } from 'antd';
import { useWords } from '../../words/language.ts';
import { DoorPage } from './DoorPage.tsx';
import type { OpeningStep } from './open-desk.ts';
import type { Notice } from './restoration.ts';
import { restorationWords } from './restoration-words.ts';

interface OpeningProps {
  step: OpeningStep;
  done: number;
  total: number;
}

/** What the store needs before it opens: said, and how far it is, because a wiped profile with a long journal takes a while, and so does an upgrade. */
export function Opening({ step, done, total }: OpeningProps) {
  const t = useWords(restorationWords);
  const said = t(step === 'upgrading' ? 'upgradingProgress' : 'progress', { done, total });
  return (
    <DoorPage title={t(step)} lead={t(`${step}Lead`)}>
      <div role="status">
        {said}
        <Progress percent={Math.floor((done / total) * 100)} aria-label={said} />
      </div>
    </DoorPage>
  );
}

/** What starting found, each in plain words, and one button to go on. */
export function Notices({ notices, onGo }: { notices: readonly Notice[]; onGo(): void }) {
  const t = useWords(restorationWords);
  return (
    <DoorPage title={t('title')}>
      <Flex vertical gap={12}>
        {notices.map((notice) => (
          <NoticeAlert key={'from' in notice ? `damaged ${notice.from}` : notice.kind} notice={notice} />
        ))}
        <Button className="main-action" type="primary" size="large" onClick={onGo}>
          {t('go')}
        </Button>
      </Flex>
    </DoorPage>
  );
}

function NoticeAlert({ notice }: { notice: Notice }) {
  const t = useWords(restorationWords);
  switch (notice.kind) {
    case 'wiped':
    case 'older':
    case 'interrupted':
    case 'refilled':
    case 'drafts':
      return <Alert type="info" showIcon title={t(notice.kind, { count: notice.count })} description={t(`${notice.kind}More`)} />;
    case 'torn':
      return <Alert type="warning" showIcon title={t('torn', { bytes: notice.bytes })} description={t('tornMore')} />;
    case 'damaged': {
      const { from, to, lost } = notice;
      const title = t(from === to ? 'damagedOne' : 'damaged', { from, to });
      const more = lost === 0 ? t('damagedHeld') : t('damagedLost', { lost });
      return <Alert type={lost === 0 ? 'warning' : 'error'} showIcon title={title} description={more} />;
    }
    default:
      return notice satisfies never;
  }
}
