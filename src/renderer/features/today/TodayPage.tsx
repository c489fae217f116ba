import { PlusOutlined } from '@ant-design/icons';
import { Button, Card, Empty, Flex, Statistic } from 'antd';
import { outstandingStates } from '#domain/account.ts';
import { mayCreate } from '#domain/authority.ts';
import { useDesk } from '../../session.tsx';
import { useInState, useRecords, useTally } from '../../store/records.ts';
import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import '../estate/elevation.css';
import { ThingList } from '../estate/ThingLink.tsx';
import { OverdueReplies } from '../household/OverdueReplies.tsx';
import { TrayLine } from '../tray/TrayLine.tsx';
import { GivenBack } from '../waiting/GivenBack.tsx';
import { DueRechecks } from './DueRechecks.tsx';
import { MyBuildings } from './MyBuildings.tsx';
import { TodaysOperations } from './TodaysOperations.tsx';
import { Unfinished } from './Unfinished.tsx';
import { Upkeep } from './Upkeep.tsx';
import { todayWords } from './words.ts';

const shownDrafts = 12;

/** What is there to do: the next survey, what was begun, today's operations, my buildings, and what has not left this device. */
export function TodayPage() {
  const t = useWords(todayWords);
  const { enrollment, user } = useDesk();
  const maySurvey = mayCreate('structure', user);
  return (
    <Page title={`${t('title')} · ${enrollment.scope.subdistrictName}`}>
      <Flex gap={12} align="center" wrap>
        {maySurvey && (
          <Button type="primary" size="large" className="main-action" icon={<PlusOutlined aria-hidden />} href="#/survey">
            {t('newSurvey')}
          </Button>
        )}
        <TrayLine />
      </Flex>
      <GivenBack />
      <Unfinished />
      <OverdueReplies />
      <TodaysOperations />
      {maySurvey && <MyBuildings />}
      <DueRechecks />
      <PendingSizes />
      <Upkeep />
      <Figures />
      <Estates />
    </Page>
  );
}

function PendingSizes() {
  const t = useWords(todayWords);
  const drafts = useInState('structure', ['draft'], shownDrafts);
  const count = useTally('structure', ['draft'])?.count;
  if (drafts === undefined || drafts.length === 0) return null;
  const all = count !== undefined && (
    <Button type="link" href="#/survey/pending">
      {t('more', { count })}
    </Button>
  );
  return (
    <Card title={t('draftList')} size="small" extra={all}>
      <ThingList things={drafts} none="" />
    </Card>
  );
}

function Figures() {
  const t = useWords(todayWords);
  const figures = [
    { key: 'structures', value: useTally('structure')?.count },
    { key: 'drafts', value: useTally('structure', ['draft'])?.count },
    { key: 'fixtures', value: useTally('fixture')?.count },
    { key: 'owed', value: useTally('entitlement', outstandingStates)?.pieces },
  ] as const;
  return (
    <div className="figures">
      {figures.map(({ key, value }) => (
        <Card key={key} size="small">
          <Statistic title={t(key)} value={value ?? '–'} />
        </Card>
      ))}
    </div>
  );
}

function Estates() {
  const t = useWords(todayWords);
  const { user } = useDesk();
  const estates = useRecords('estate');
  return (
    <Card title={t('estates')} size="small">
      {estates?.length === 0 ? (
        <Empty description={t('noEstate')}>{mayCreate('estate', user) && <Button href="#/estates">{t('toEstates')}</Button>}</Empty>
      ) : (
        <Flex gap={8} wrap>
          {estates?.map((estate) => (
            <Button key={estate.id} size="large" href={`#/estates/${estate.id}`}>
              {estate.fields.name}
            </Button>
          ))}
        </Flex>
      )}
    </Card>
  );
}
