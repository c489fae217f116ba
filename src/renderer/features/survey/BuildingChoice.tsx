import { Card, Empty, Flex } from 'antd';
import { useRecords } from '../../store/records.ts';
import { useWords } from '../../words/language.ts';
import { byLabel } from '../estate/order.ts';
import { surveyWords } from './words.ts';

/** A survey that was not called from a place asks for its building first. */
export function BuildingChoice({ onChoose }: { onChoose(building: string): void }) {
  const t = useWords(surveyWords);
  const estates = useRecords('estate');
  const buildings = useRecords('building');
  if (estates === undefined || buildings === undefined) return null;
  if (buildings.length === 0) return <Empty description={t('noBuildings')} />;
  return (
    <Flex vertical gap={16}>
      <p>{t('chooseBuilding')}</p>
      {estates.map((estate) => (
        <Card key={estate.id} title={estate.fields.name}>
          <Flex gap={12} wrap>
            {byLabel(buildings.filter(({ fields }) => fields.estate === estate.id)).map((building) => (
              <button key={building.id} type="button" className="building-choice" onClick={() => onChoose(building.id)}>
                {building.fields.label}
              </button>
            ))}
          </Flex>
        </Card>
      ))}
    </Flex>
  );
}
