import { Card, Flex } from 'antd';
import { dueRecheck } from '#domain/rechecks.ts';
import { codesOf, salvageWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { type RecordOf, useChildren, useRecords } from '../../store/records.ts';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { RecheckTag } from '../aftercare/RecheckTag.tsx';
import { ThingLink } from '../estate/ThingLink.tsx';
import { dayWords } from './day-words.ts';
import { remainsOf } from './remains.ts';
import { placeOf, type Target } from './targets.ts';

interface RemainsCardProps {
  operation: RecordOf<'operation'>;
  targets: readonly Target[];
}

const steps = ['toClear', 'toMakeGood', 'toAccept', 'toProtect'] as const;

/** 善后: what is still to be hauled, made good, accepted and protected after an operation, where the pieces went, and which rechecks are due. */
export function RemainsCard({ operation, targets }: RemainsCardProps) {
  const t = useWords(dayWords);
  const { source } = useDesk();
  const remains = remainsOf(operation.fields, targets);
  const buildings = [...new Set(targets.map((target) => placeOf(target).building))];
  const debris = useChildren('debris', buildings)?.filter(({ fields }) => fields.status === 'surveyed' || fields.status === 'notified');
  const today = localDay(source.now());
  const due = remains.closed.flatMap((target) => {
    const day = target.type === 'structure' ? dueRecheck(target.fields, today) : undefined;
    return day === undefined ? [] : [{ target, day }];
  });
  const toDo = steps.filter((step) => remains[step].length > 0);
  const removals = useRecords('removal', operation.id);
  if (removals === undefined || removals.length === 0) return null;
  return (
    <Card title={<h2 className="card-title">{t('remains')}</h2>}>
      <Flex vertical gap={12}>
        <Pieces removals={removals} hauledM3={remains.hauledM3} />
        {toDo.length === 0 && <span>{t('nothingRemains')}</span>}
        {toDo.map((step) => (
          <Things key={step} title={t(step, { n: remains[step].length })} things={remains[step]} />
        ))}
        {debris !== undefined && debris.length > 0 && (
          <Flex gap={8} align="center" wrap>
            <span>{t('debrisThere', { n: debris.length })}</span>
            {debris.map(({ id, fields }) => (
              <a key={id} className="row-link" href={`#/debris/${id}`}>
                {fields.code}
              </a>
            ))}
          </Flex>
        )}
        {due.map(({ target, day }) => (
          <Flex key={target.id} gap={8} align="center" wrap>
            <span>{t('recheckDue')}</span>
            <ThingLink thing={target} />
            <RecheckTag state={day.state} />
          </Flex>
        ))}
      </Flex>
    </Card>
  );
}

function Things({ title, things }: { title: string; things: readonly Target[] }) {
  return (
    <div>
      <h3 className="group-title">{title}</h3>
      <Flex gap={8} wrap>
        {things.map((thing) => (
          <ThingLink key={thing.id} thing={thing} />
        ))}
      </Flex>
    </div>
  );
}

/** Where the pieces went as each removal said, and how much was hauled away. */
function Pieces({ removals, hauledM3 }: { removals: readonly RecordOf<'removal'>[]; hauledM3: number }) {
  const t = useWords(dayWords);
  const word = useWord();
  const { list } = usePunctuation();
  const went = codesOf(salvageWords).flatMap((what) => {
    const count = removals.filter(({ fields }) => fields.salvage === what).length;
    return count === 0 ? [] : [`${word(salvageWords[what])} ${count}`];
  });
  return (
    <span>
      {t('pieces', { list: list(went) })}
      {hauledM3 > 0 && ` ${t('hauled', { n: Math.round(hauledM3 * 10) / 10 })}`}
    </span>
  );
}
