import { SearchOutlined } from '@ant-design/icons';
import { Button, Card, Checkbox, Empty, Flex, Input, Typography } from 'antd';
import { useId, useState } from 'react';
import { FieldFrame } from '../../ui/field/FieldFrame.tsx';
import { useWords } from '../../words/language.ts';
import { byBuilding, placeOf, type Target } from './targets.ts';
import { useTargetLine } from './use-target-line.ts';
import { operationWords } from './words.ts';

interface TargetPickerProps {
  targets: readonly Target[];
  /** Building id → its label. */
  buildings: ReadonlyMap<string, string>;
  value: readonly string[];
  onChange(value: string[]): void;
  problem?: string | undefined;
}

/** More lines than anybody reads; drawing thousands would stop the page. */
const listedAtMost = 200;

/** What may be planned, building by building. What is chosen stays chosen while the search hides it. */
export function TargetPicker({ targets, buildings, value, onChange, problem }: TargetPickerProps) {
  const t = useWords(operationWords);
  const id = useId();
  const [search, setSearch] = useState('');
  const lineOf = useTargetLine(buildings);
  const found = targets.filter((target) => lineOf(target).toLowerCase().includes(search.trim().toLowerCase()));
  const listed = found.slice(0, listedAtMost);
  const groups = byBuilding(listed);

  const choose = (ids: readonly string[], on: boolean) =>
    onChange(on ? [...new Set([...value, ...ids])] : value.filter((chosen) => !ids.includes(chosen)));

  return (
    <FieldFrame id={id} label={t('targets')} group problem={problem} hint={t('chosen', { n: value.length })}>
      {targets.length === 0 && <Empty description={t('noCandidates')} />}
      {targets.length > 0 && (
        <Input
          aria-label={t('search')}
          prefix={<SearchOutlined aria-hidden />}
          placeholder={t('searchHint')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      {targets.length > 0 && found.length === 0 && <Typography.Text>{t('noMatch')}</Typography.Text>}
      {[...groups].map(([building, group]) => (
        <Card key={building} size="small">
          <Flex justify="space-between" align="center">
            <strong>{buildings.get(building)}</strong>
            <Button
              onClick={() =>
                choose(
                  found.filter((target) => placeOf(target).building === building).map((target) => target.id),
                  true,
                )
              }
            >
              {t('pickBuilding')} {buildings.get(building)}
            </Button>
          </Flex>
          <Flex vertical>
            {group.map((target) => (
              <Checkbox
                key={target.id}
                className="target-choice"
                checked={value.includes(target.id)}
                onChange={(event) => choose([target.id], event.target.checked)}
              >
                {lineOf(target)}
              </Checkbox>
            ))}
          </Flex>
        </Card>
      ))}
      {found.length > listed.length && <Typography.Text>{t('unlisted', { n: found.length - listed.length })}</Typography.Text>}
    </FieldFrame>
  );
}
