import { Button, Card, Empty, Flex, Statistic } from 'antd';
import { outstandingStates } from '#domain/account.ts';
import { mayCreate } from '#domain/authority.ts';
import { openTargets } from '#domain/operation.ts';
import { operationStatusWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { useInState, useRecords, useTally } from '../../store/records.ts';
import { Page } from '../../ui/Page.tsx';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { defineWords, useWords } from '../../words/language.ts';
import '../estate/elevation.css';
import { ThingList } from '../estate/ThingLink.tsx';
import { operationTones } from '../operation/OperationsPage.tsx';
import { Unfinished } from './Unfinished.tsx';

const words = defineWords(
  {
    title: '今日',
    structures: '违建（处）',
    fixtures: '设施（项）',
    owed: '待还（件）',
    drafts: '待补尺寸（处）',
    estates: '小区',
    noEstate: '还没有小区。请资料员先建小区、导入住户名册，或同步一次。',
    toEstates: '去建小区',
    operations: '进行中的行动',
    noOperation: '没有进行中的行动。',
    left: '还有 {{count}} 个点位没有结果',
    surveyStructure: '摸排违建',
    surveyFixture: '摸排设施',
    draftList: '待补尺寸的违建',
    leader: '组长 {{name}}',
    more: '另有 {{count}} 处，见各小区的楼幢。',
  },
  {
    title: 'Today',
    structures: 'Structures',
    fixtures: 'Fixtures',
    owed: 'Pieces owed',
    drafts: 'Sizes to follow',
    estates: 'Estates',
    noEstate: 'No estate yet. The clerk creates one and imports its households, or sync once.',
    toEstates: 'Create an estate',
    operations: 'Operations under way',
    noOperation: 'No operation is under way.',
    left: '{{count}} {{count:target has|targets have}} no outcome yet',
    surveyStructure: 'Survey a structure',
    surveyFixture: 'Survey a fixture',
    draftList: 'Structures whose sizes follow',
    leader: 'leader {{name}}',
    more: '{{count}} more, to be found in their buildings.',
  },
);

const shownDrafts = 12;
const underWay = ['planned', 'approved', 'briefed', 'running', 'cutShort'] as const;

/** What is there to do: counts, operations under way, and the way to the next survey. */
export function TodayPage() {
  const t = useWords(words);
  const { enrollment, user } = useDesk();
  const maySurvey = mayCreate('structure', user);
  const estates = useRecords('estate');
  const drafts = useInState('structure', ['draft'], shownDrafts);
  const operations = useInState('operation', underWay);
  const draftCount = useTally('structure', ['draft'])?.count;
  const figures = [
    { key: 'structures', value: useTally('structure')?.count },
    { key: 'drafts', value: draftCount },
    { key: 'fixtures', value: useTally('fixture')?.count },
    { key: 'owed', value: useTally('entitlement', outstandingStates)?.pieces },
  ] as const;
  return (
    <Page title={`${t('title')} · ${enrollment.scope.subdistrictName}`}>
      {maySurvey && (
        <Flex gap={12} wrap>
          <Button type="primary" size="large" className="main-action" href="#/survey/structure">
            {t('surveyStructure')}
          </Button>
          <Button size="large" className="main-action" href="#/survey/fixture">
            {t('surveyFixture')}
          </Button>
        </Flex>
      )}
      <Unfinished />
      <div className="figures">
        {figures.map(({ key, value }) => (
          <Card key={key} size="small">
            <Statistic title={t(key)} value={value ?? '–'} />
          </Card>
        ))}
      </div>
      {drafts !== undefined && drafts.length > 0 && (
        <Card title={t('draftList')} size="small">
          <ThingList things={drafts} none="" />
          {draftCount !== undefined && draftCount > drafts.length && (
            <p className="hint">{t('more', { count: draftCount - drafts.length })}</p>
          )}
        </Card>
      )}
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
      <Card title={t('operations')} size="small">
        {operations?.length === 0 && t('noOperation')}
        <Flex vertical gap={8}>
          {operations?.map((operation) => (
            <Flex key={operation.id} gap={12} align="center" wrap>
              <a className="row-link" href={`#/operations/${operation.id}`}>
                {operation.fields.no}
              </a>
              <StatusTag word={operationStatusWords[operation.fields.status]} tone={operationTones[operation.fields.status]} />
              <span>
                {operation.fields.date} {operation.fields.window.from}–{operation.fields.window.to} ·{' '}
                {t('leader', { name: operation.fields.leader })}
              </span>
              <span>{t('left', { count: openTargets(operation.fields).length })}</span>
            </Flex>
          ))}
        </Flex>
      </Card>
    </Page>
  );
}
