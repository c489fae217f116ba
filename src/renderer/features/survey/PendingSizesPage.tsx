import { Card, Empty, Flex, Radio } from 'antd';
import { useState } from 'react';
import { useDesk } from '../../session.tsx';
import { type RecordOf, useInState, useRecords } from '../../store/records.ts';
import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import '../estate/elevation.css';
import { byLabel } from '../estate/order.ts';
import { ThingList } from '../estate/ThingLink.tsx';
import { surveyWords } from './words.ts';

type Whose = 'all' | 'mine';

/** 待补尺寸: quick records whose sizes follow, building by building. */
export function PendingSizesPage() {
  const t = useWords(surveyWords);
  const { user } = useDesk();
  const drafts = useInState('structure', ['draft']);
  const buildings = useRecords('building');
  const [whose, setWhose] = useState<Whose>('all');
  if (drafts === undefined || buildings === undefined) return <Page title={t('pendingTitle')}>{null}</Page>;
  const isMine = ({ fields }: RecordOf<'structure'>) => fields.surveyors.some(({ user: id, name }) => id === user.id || name === user.name);
  const shown = whose === 'mine' ? drafts.filter(isMine) : drafts;
  const groups = byLabel(buildings).flatMap((building) => {
    const own = shown.filter(({ fields }) => fields.place.building === building.id);
    return own.length === 0 ? [] : [{ building, own }];
  });
  return (
    <Page title={t('pendingTitle')} back="/">
      {drafts.length > 0 && (
        <Radio.Group
          aria-label={t('whose')}
          optionType="button"
          value={whose}
          onChange={(event) => setWhose(event.target.value === 'mine' ? 'mine' : 'all')}
          options={[
            { value: 'all', label: t('all', { n: drafts.length }) },
            { value: 'mine', label: t('mine', { n: drafts.filter(isMine).length }) },
          ]}
        />
      )}
      {groups.length === 0 && <Empty description={t('nonePending')} />}
      <Flex vertical gap={12}>
        {groups.map(({ building, own }) => (
          <Card key={building.id} size="small" title={building.fields.label}>
            <ThingList things={own} none="" />
          </Card>
        ))}
      </Flex>
    </Page>
  );
}
