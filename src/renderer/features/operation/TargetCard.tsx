import { Button, Card, Flex } from 'antd';
import { mayCreate, mayPatch } from '#domain/authority.ts';
import type { TargetRef } from '#domain/evidence.ts';
import type { Contact, TargetResult } from '#domain/operation.ts';
import { placeText } from '#domain/place.ts';
import { contactWayWords, targetOutcomeWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import { type RecordOf, useRecord } from '../../store/records.ts';
import { PhotoStrip } from '../../ui/PhotoStrip.tsx';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { ThingLink } from '../estate/ThingLink.tsx';
import { useRoomText } from '../party/room-text.ts';
import '../estate/elevation.css';
import { dayWords } from './day-words.ts';
import { IsolationStep } from './IsolationStep.tsx';
import { OutcomeForm } from './OutcomeForm.tsx';
import { isRemoval } from './outcome.ts';
import { nameOf, type Target } from './targets.ts';
import { operationWords } from './words.ts';

interface TargetCardProps {
  operation: RecordOf<'operation'>;
  target: Target | undefined;
  reference: TargetRef;
  open: boolean;
  onToggle(open: boolean): void;
}

/** One target: what it is, its outcome or the form of it, a supply that was cut there, and what became of it since. */
export function TargetCard({ operation, target, reference, open, onToggle }: TargetCardProps) {
  const t = useWords(operationWords);
  const word = useWord();
  const { user } = useDesk();
  const structure = useRecord('structure', reference.id);
  const fixture = useRecord('fixture', reference.id);
  const shown: Target | null | undefined = target ?? structure ?? fixture;
  const building = useRecord('building', shown?.fields.place.building ?? '');
  if (!shown) return <Card size="small">{reference.id.slice(0, 8)}</Card>;
  const result = operation.fields.results[reference.id];
  const place = placeText(shown.fields.place, building?.fields.label ?? '');
  const position = shown.type === 'fixture' ? ` ${shown.fields.positionLabel}` : '';
  const mayRecord = operation.fields.status === 'running' && mayCreate('removal', user) && result === undefined && target !== undefined;
  return (
    <Card size="small" role="group" aria-label={`${shown.fields.code} ${place}`}>
      <Flex justify="space-between" align="center" wrap gap={8}>
        <div>
          <strong>{place}</strong>
          {position} · {nameOf(shown).map(word).join(' ')}
          <div>
            <a className="row-link" href={`#/${shown.type}s/${shown.id}`}>
              {shown.fields.code}
            </a>
          </div>
        </div>
        {result !== undefined && (
          <StatusTag word={targetOutcomeWords[result.outcome]} tone={isRemoval(result.outcome) ? 'good' : 'waiting'} />
        )}
        {mayRecord && (
          <Button type={open ? 'default' : 'primary'} aria-expanded={open} onClick={() => onToggle(!open)}>
            {open ? t('fold') : t('record')}
          </Button>
        )}
      </Flex>
      <Contacted contacts={operation.fields.contacts?.[reference.id] ?? []} />
      {result !== undefined && <Result result={result} of={shown.id} />}
      <Flex gap={12} align="center" wrap style={{ marginTop: 8 }}>
        <IsolationStep
          operation={operation}
          target={reference.id}
          about={`${shown.fields.code} ${place}`}
          mayRecord={mayPatch('operation', { status: operation.fields.status }, user).includes('isolations')}
        />
        {result !== undefined && isRemoval(result.outcome) && <Aftercare thing={shown} />}
      </Flex>
      {open && mayRecord && (
        <div style={{ marginTop: 12 }}>
          <OutcomeForm operation={operation} target={target} place={place} onSaved={() => onToggle(false)} />
        </div>
      )}
    </Card>
  );
}

/** How those whom it concerns were tried before the work. */
function Contacted({ contacts }: { contacts: readonly Contact[] }) {
  const t = useWords(operationWords);
  const word = useWord();
  const { list } = usePunctuation();
  const roomText = useRoomText();
  if (contacts.length === 0) return null;
  const tried = contacts.map(({ room, way }) => {
    const said = word(contactWayWords[way]);
    return room === null ? said : t('contactWith', { room: roomText(room), way: said });
  });
  return <div className="hint">{t('contacted', { tried: list(tried) })}</div>;
}

/** What became of it since: a removal is not the end of its way. */
function Aftercare({ thing }: { thing: Target }) {
  const t = useWords(dayWords);
  return (
    <Flex gap={8} align="center">
      <span className="hint">{t('aftercare')}</span>
      <ThingLink thing={thing} />
    </Flex>
  );
}

function Result({ result, of }: { result: TargetResult; of: string }) {
  return (
    <Flex vertical gap={8} style={{ marginTop: 8 }}>
      {result.reason !== '' && <div>{result.reason}</div>}
      {result.photos.length > 0 && <PhotoStrip photos={result.photos} of={of} />}
    </Flex>
  );
}
