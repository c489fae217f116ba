import { Button, Card, Empty, Flex, Statistic } from 'antd';
import { openTargets } from '#domain/operation.ts';
import { operationStatusWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { useRecords } from '../../store/records.ts';
import { Page } from '../../ui/Page.tsx';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { defineWords, useWords } from '../../words/language.ts';

const words = defineWords(
  {
    title: '今日',
    structures: '违建',
    fixtures: '设施',
    owed: '待还',
    drafts: '待补尺寸',
    estates: '小区',
    noEstate: '还没有小区。请资料员先建小区、导入住户名册，或同步一次。',
    toEstates: '去建小区',
    operations: '进行中的行动',
    noOperation: '没有进行中的行动。',
    left: '还有 {{count}} 个点位没有结果',
    newSurvey: '新建摸排',
  },
  {
    title: 'Today',
    structures: 'Structures',
    fixtures: 'Fixtures',
    owed: 'Outstanding',
    drafts: 'Sizes to follow',
    estates: 'Estates',
    noEstate: 'No estate yet. The clerk creates one and imports its households, or sync once.',
    toEstates: 'Create an estate',
    operations: 'Operations under way',
    noOperation: 'No operation is under way.',
    left: '{{count}} targets have no outcome yet',
    newSurvey: 'New survey',
  },
);

const underWay = ['planned', 'approved', 'briefed', 'running', 'cutShort'];

/** What is there to do: counts, operations under way, and the way to the next survey. */
export function TodayPage() {
  const t = useWords(words);
  const { enrollment } = useDesk();
  const estates = useRecords('estate');
  const structures = useRecords('structure');
  const fixtures = useRecords('fixture');
  const entitlements = useRecords('entitlement');
  const operations = useRecords('operation')?.filter((operation) => underWay.includes(operation.fields.status));
  const outstanding = entitlements?.filter(({ fields }) => fields.status !== 'accepted' && fields.status !== 'waived') ?? [];
  const figures = [
    { key: 'structures', value: structures?.length ?? 0 },
    { key: 'drafts', value: structures?.filter(({ fields }) => fields.status === 'draft').length ?? 0 },
    { key: 'fixtures', value: fixtures?.length ?? 0 },
    { key: 'owed', value: outstanding.reduce((sum, { fields }) => sum + fields.qty, 0) },
  ] as const;
  return (
    <Page title={`${t('title')} · ${enrollment.scope.subdistrictName}`}>
      <Button type="primary" size="large" className="main-action" href="#/survey/structure">
        {t('newSurvey')}
      </Button>
      <div className="figures">
        {figures.map(({ key, value }) => (
          <Card key={key} size="small">
            <Statistic title={t(key)} value={value} />
          </Card>
        ))}
      </div>
      <Card title={t('estates')} size="small">
        {estates?.length === 0 ? (
          <Empty description={t('noEstate')}>
            <Button href="#/estates">{t('toEstates')}</Button>
          </Empty>
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
              <a href={`#/operations/${operation.id}`}>{operation.fields.no}</a>
              <StatusTag word={operationStatusWords[operation.fields.status]} tone="active" />
              <span>{t('left', { count: openTargets(operation.fields).length })}</span>
            </Flex>
          ))}
        </Flex>
      </Card>
    </Page>
  );
}
