import { type KeyboardEvent, memo, useRef } from 'react';
import { maskName } from '#domain/masking.ts';
import { sweepResultWords } from '#domain/words.ts';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { useSeeText } from '../party/room-text.ts';
import { buildingWords } from './building-words.ts';
import './elevation.css';
import { type Direction, type Elevation, neighbourOf, type RoomCell } from './elevation.ts';
import type { RoomSweep } from './grid-filter.ts';
import { type Standing, worstStanding } from './standing.ts';
import { notSweptWord } from './sweeps.ts';

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'first',
  End: 'last',
};

interface ElevationGridProps {
  label: string;
  elevation: Elevation;
  selected: string | undefined;
  /** How a room's windows were looked at last. */
  sweepOf(cell: RoomCell): RoomSweep;
  /** Whether a room is among what is looked for. */
  isShown(cell: RoomCell): boolean;
  onSelect(cell: RoomCell): void;
}

/** A building's face as a grid: one tab stop, arrow keys walk it, Enter or a click selects. */
export function ElevationGrid({ label, elevation, selected, sweepOf, isShown, onSelect }: ElevationGridProps) {
  const t = useWords(buildingWords);
  const table = useRef<HTMLTableElement>(null);
  const first = elevation.rows.flatMap(({ cells }) => cells).find((cell) => cell !== undefined);
  const tabStop = selected ?? first?.code;

  function walk(event: KeyboardEvent): void {
    const direction = directions[event.key];
    const from = event.target instanceof HTMLElement ? event.target.dataset.code : undefined;
    if (direction === undefined || from === undefined) return;
    event.preventDefault();
    const next = neighbourOf(elevation, from, direction);
    if (next === undefined) return;
    table.current?.querySelector<HTMLButtonElement>(`[data-code="${CSS.escape(next.code)}"]`)?.focus();
  }

  return (
    <div className="elevation-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose cells are walked by arrow keys (ARIA APG, grid) */}
      <table ref={table} role="grid" aria-label={label} className="elevation" onKeyDown={walk}>
        <thead>
          <tr>
            <td />
            {elevation.units.map(({ unit, width }) => (
              <th key={unit ?? ''} scope="colgroup" colSpan={width}>
                {unit === null ? t('noUnit') : t('unit', { unit })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {elevation.rows.map(({ floor, cells }, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows without a floor have nothing else to be known by
            <tr key={`${floor}-${row}`}>
              <th scope="row">{floor === undefined ? t('odd') : t('floor', { floor })}</th>
              {cells.map((cell, column) =>
                cell === undefined ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a gap has nothing else to be known by
                  <td key={column} />
                ) : (
                  <td key={cell.code}>
                    <RoomButton
                      cell={cell}
                      sweep={sweepOf(cell)}
                      shown={isShown(cell)}
                      selected={cell.code === selected}
                      tabIndex={cell.code === tabStop ? 0 : -1}
                      onSelect={onSelect}
                    />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A room with nothing recorded says whether anybody looked: blank is not clean. */
function blankStanding(sweep: RoomSweep): Standing {
  if (sweep === undefined) return { word: notSweptWord, tone: 'waiting' };
  if (sweep.fields.result === 'NO_ACCESS') return { word: sweepResultWords.NO_ACCESS, tone: 'bad' };
  return { word: sweepResultWords.NONE, tone: 'good' };
}

const RoomButton = memo(function RoomButton(props: {
  cell: RoomCell;
  sweep: RoomSweep;
  shown: boolean;
  selected: boolean;
  tabIndex: number;
  onSelect(cell: RoomCell): void;
}) {
  const { cell, sweep, shown, selected, tabIndex, onSelect } = props;
  const t = useWords(buildingWords);
  const say = useWord();
  const standing = worstStanding(cell.things, cell.owed);
  const contact = maskName(cell.households[0]?.fields.contactName ?? '');
  const blank = blankStanding(sweep);
  const said = standing === undefined ? say(blank.word) : t('count', { word: say(standing.word), count: standing.count });
  const unit = cell.unit === null ? '' : t('unit', { unit: cell.unit });
  const name = t('cell', { unit, room: cell.room, contact: contact === '' ? t('nobody') : contact, standing: said });
  const see = useSeeText();
  const [elsewhere] = cell.shared;
  const seen = elsewhere === undefined ? '' : see(elsewhere.fields);
  const unmatched = shown ? '' : ` ${t('notMatching')}`;
  return (
    <button
      type="button"
      className={shown ? `room tone-${standing?.tone ?? 'none'}` : 'room room-unmatched'}
      data-code={cell.code}
      tabIndex={tabIndex}
      aria-label={[name.trim(), seen].filter(Boolean).join(' ') + unmatched}
      aria-pressed={selected}
      onClick={() => onSelect(cell)}
    >
      <span className="room-head">
        <strong>{cell.room}</strong> {contact}
      </span>
      {shown && (
        <span className="room-standing">
          <StatusTag {...(standing ?? blank)} /> {standing !== undefined && `×${standing.count}`}
        </span>
      )}
      {seen !== '' && <span className="room-seen">{seen}</span>}
    </button>
  );
});
