import { Card } from 'antd';
import { formerLabels } from '#domain/address.ts';
import { mayBegin, mayPatch } from '#domain/authority.ts';
import type { Fields } from '#domain/mutation.ts';
import { roomChangeWords } from '#domain/words.ts';
import { useDesk } from '../../session.tsx';
import type { RecordOf } from '../../store/records.ts';
import { HistoryCard } from '../../ui/history/HistoryCard.tsx';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import type { Site } from '../estate/site.ts';
import { useRoomText } from '../party/room-text.ts';
import { Corrections } from './Corrections.tsx';
import { LegacyForm } from './LegacyForms.tsx';
import { ReaddressForm } from './ReaddressForm.tsx';
import { RoomsForm } from './RoomsForm.tsx';
import { correctionWords } from './words.ts';

/** 原名: what a building was called when earlier forms were signed; nothing where it always had its name. */
export function FormerLabels({ building }: { building: RecordOf<'building'> }) {
  const t = useWords(correctionWords);
  const { list } = usePunctuation();
  const labels = formerLabels(building.fields);
  return labels.length === 0 ? null : <p className="hint">{t('formerly', { labels: list(labels) })}</p>;
}

/** What was corrected of a building's name and rooms, and the way to correct more. */
export function BuildingCorrections({ site }: { site: Site }) {
  const { building } = site;
  const t = useWords(correctionWords);
  const { user } = useDesk();
  const lines = useLines(building);
  const may = mayPatch('building', building.fields as unknown as Fields, user).includes('key');
  return (
    <>
      {lines.length > 0 && (
        <Card title={<h2 className="card-title">{t('history')}</h2>}>
          <ul className="plain-list">
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Card>
      )}
      <Corrections
        forms={[
          may && { key: 'readdress', label: t('readdress'), form: (onClose) => <ReaddressForm building={building} onClose={onClose} /> },
          may && { key: 'rooms', label: t('rooms'), form: (onClose) => <RoomsForm building={building} onClose={onClose} /> },
          mayBegin({ type: 'structure', fields: { origin: {} } }, user) && {
            key: 'legacy',
            label: t('legacy'),
            form: (onClose) => <LegacyForm site={site} onClose={onClose} />,
          },
        ]}
      />
      {(lines.length > 0 || may) && <HistoryCard type="building" id={building.id} />}
    </>
  );
}

function useLines({ fields }: RecordOf<'building'>): string[] {
  const t = useWords(correctionWords);
  const say = useWord();
  const roomText = useRoomText();
  const { list } = usePunctuation();
  const named = (fields.readdresses ?? []).map(({ from, to, by, ...told }) =>
    t('readdressLine', { ...told, from: from.label, to: to.label, by: by.name }),
  );
  const rooms = (fields.roomChanges ?? []).map(({ kind, from, to, by, on, reason }) =>
    t('roomsLine', {
      ...{ on, reason, by: by.name, kind: say(roomChangeWords[kind]) },
      from: list(from.map(roomText)),
      to: to.length === 0 ? t('none') : list(to.map(roomText)),
    }),
  );
  return [...named, ...rooms].toSorted();
}
