import { Checkbox, Flex, Radio } from 'antd';
import { useState } from 'react';
import type { TargetRef } from '#domain/evidence.ts';
import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { useWords } from '../../words/language.ts';
import { groupWords } from './group-words.ts';
import { type GroupPart, groupParts, ownFirst } from './groups.ts';
import { TargetCard } from './TargetCard.tsx';
import { TargetsOnPlan } from './TargetsOnPlan.tsx';
import type { Target } from './targets.ts';
import { operationWords } from './words.ts';

interface TargetListProps {
  operation: RecordOf<'operation'>;
  bound: readonly Target[];
}

const everyGroup = '*';

/** The targets of an operation as a list, group by group, or on the site plan: all of them or one group's, and those that wait for an outcome. */
export function TargetList({ operation, bound }: TargetListProps) {
  const t = useWords(operationWords);
  const tg = useWords(groupWords);
  const { user } = useDesk();
  const [view, setView] = useState<'list' | 'plan'>('list');
  const [group, setGroup] = useState(everyGroup);
  const [onlyOpen, setOnlyOpen] = useState(false);
  const { results } = operation.fields;
  const parts = ownFirst(groupParts(operation.fields), user.name);
  const isGrouped = parts.some(({ rest }) => !rest);
  const nameOf = ({ name, rest }: GroupPart) => (rest ? tg('rest') : name);
  // A group that was taken away is shown no more alone.
  const chosen = parts.some(({ key }) => key === group) ? group : everyGroup;
  const shown = parts
    .filter(({ key }) => chosen === everyGroup || key === chosen)
    .map((part) => ({ ...part, shown: part.targets.filter(({ id }) => !onlyOpen || results[id] === undefined) }));
  const refs = shown.flatMap((part) => part.shown);
  return (
    <section aria-label={t('targets')}>
      <h2 className="card-title">{t('targets')}</h2>
      <Flex gap={12} align="center" wrap style={{ marginBottom: 12 }}>
        <Radio.Group
          aria-label={tg('view')}
          value={view}
          onChange={(event) => setView(event.target.value)}
          optionType="button"
          buttonStyle="solid"
          options={[
            { value: 'list', label: tg('list') },
            { value: 'plan', label: tg('plan') },
          ]}
        />
        {isGrouped && (
          <Radio.Group
            aria-label={tg('show')}
            value={chosen}
            onChange={(event) => setGroup(event.target.value)}
            optionType="button"
            buttonStyle="solid"
            options={[{ value: everyGroup, label: tg('everyone') }, ...parts.map((part) => ({ value: part.key, label: nameOf(part) }))]}
          />
        )}
        <Checkbox checked={onlyOpen} onChange={(event) => setOnlyOpen(event.target.checked)}>
          {tg('onlyOpen')}
        </Checkbox>
      </Flex>
      {refs.length === 0 && <p className="hint">{tg('nothingOpen')}</p>}
      {view === 'plan' && <TargetsOnPlan operation={operation} bound={bound} refs={refs} />}
      {view === 'list' &&
        shown.map((part) => (
          <Flex key={part.key} vertical gap={12} style={{ marginBottom: 16 }}>
            {isGrouped && <PartHead part={part} name={nameOf(part)} results={results} />}
            <TargetCards operation={operation} bound={bound} refs={part.shown} />
          </Flex>
        ))}
    </section>
  );
}

function PartHead({ part, name, results }: { part: GroupPart; name: string; results: Readonly<Record<string, unknown>> }) {
  const t = useWords(groupWords);
  const done = part.targets.filter(({ id }) => results[id] !== undefined).length;
  return (
    <Flex gap={12} align="baseline" wrap>
      <h3 className="group-title">{name}</h3>
      {part.leader !== '' && <span>{t('ledBy', { name: part.leader })}</span>}
      <span className="hint">{t('done', { done, all: part.targets.length })}</span>
    </Flex>
  );
}

/** Cards in the order given; one at a time takes an outcome. A target that was set free is still named. */
export function TargetCards({ operation, bound, refs }: TargetListProps & { refs: readonly TargetRef[] }) {
  const [open, setOpen] = useState<string | null>(null);
  return refs.map((ref) => (
    <TargetCard
      key={ref.id}
      operation={operation}
      target={bound.find((target) => target.id === ref.id)}
      reference={ref}
      open={open === ref.id}
      onToggle={(on) => setOpen(on ? ref.id : null)}
    />
  ));
}
