import { Flex } from 'antd';
import { type RecordOf, useRecords } from '../../store/records.ts';
import { PhotoStrip } from '../../ui/PhotoStrip.tsx';
import { usePunctuation, useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { briefingPoints } from './briefing-points.ts';
import { operationWords } from './words.ts';

/** 安全交底 as it was signed: when, by whom, what was gone through, and the signatures. Nothing before it was held. */
export function BriefingLine({ operation }: { operation: RecordOf<'operation'> }) {
  const t = useWords(operationWords);
  const { clauses } = usePunctuation();
  const photos = useRecords('photo', operation.id);
  const { briefing } = operation.fields;
  if (briefing === null) return null;
  // A record keeps what was read out; a point that is still asked today is said in the reader's language.
  const pointText = (told: string) => {
    const known = briefingPoints.find((point) => operationWords.zh[point] === told);
    return known === undefined ? told : t(known);
  };
  const points = clauses(briefing.checklist.map(pointText));
  const asked = Object.keys(operation.fields.contacts ?? {}).length > 0;
  const signed = (photos ?? []).filter(({ fields }) => fields.stage === 'SIGN').map(({ fields }) => fields);
  return (
    <Flex vertical gap={8} style={{ marginTop: 8 }}>
      <span>{t(asked ? 'briefedEach' : 'briefedAt', { at: localTime(briefing.at), by: briefing.by, points })}</span>
      {signed.length > 0 && <PhotoStrip photos={signed} of={operation.id} />}
    </Flex>
  );
}
