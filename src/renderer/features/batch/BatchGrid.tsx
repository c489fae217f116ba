import { type KeyboardEvent, useRef } from 'react';
import { countIn, quantityText } from '#domain/count.ts';
import { placeText } from '#domain/place.ts';
import { entitlementStatusWords, fixtureTypeWords } from '#domain/words.ts';
import type { RecordOf } from '../../store/records.ts';
import { StatusTag } from '../../ui/StatusTag.tsx';
import { useWord, useWords } from '../../words/language.ts';
import { entitlementTones } from '../owed/tones.ts';
import './batch.css';
import { type BatchRow, rowsOf, typesOf } from './batch-lines.ts';
import type { BuildingReturn } from './building-return.ts';
import { batchWords } from './words.ts';

type Line = RecordOf<'entitlement'>;

interface BatchGridProps {
  label: string;
  facts: BuildingReturn;
  lines: readonly Line[];
  chosen: ReadonlySet<string>;
  onChoose(lines: readonly Line[], chosen: boolean): void;
}

/** A batch's lines, a room to a row and a type to a column. One tab stop; arrows walk it, a press takes a line, a row or a column in or out. */
export function BatchGrid({ label, facts, lines, chosen, onChoose }: BatchGridProps) {
  const t = useWords(batchWords);
  const word = useWord();
  const table = useRef<HTMLTableElement>(null);
  const rows = rowsOf(lines);
  const types = typesOf(lines);
  const toggle = (some: readonly Line[]) => onChoose(some, !some.every(({ id }) => chosen.has(id)));
  const pressed = (some: readonly Line[]) => some.every(({ id }) => chosen.has(id));

  return (
    <div className="batch-frame">
      <table ref={table} className="batch-grid" aria-label={label}>
        <thead onKeyDown={(event) => walk(event, table.current)}>
          <tr>
            <th scope="col">
              <GridButton at={[0, 0]} stop pressed={pressed(lines)} onPress={() => toggle(lines)}>
                {t('all')}
              </GridButton>
            </th>
            {types.map((type, column) => {
              const some = lines.filter(({ fields }) => fields.type === type);
              return (
                <th key={type} scope="col">
                  <GridButton at={[0, column + 1]} pressed={pressed(some)} onPress={() => toggle(some)}>
                    {word(fixtureTypeWords[type])} {t('nLines', { n: some.length })}
                  </GridButton>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody onKeyDown={(event) => walk(event, table.current)}>
          {rows.map((row, index) => (
            <tr key={row.code}>
              <th scope="row">
                <GridButton at={[index + 1, 0]} pressed={pressed(row.lines)} onPress={() => toggle(row.lines)}>
                  {roomName(row) || t('noRoom')}
                </GridButton>
              </th>
              {types.map((type, column) => (
                <td key={type}>
                  {row.lines
                    .filter(({ fields }) => fields.type === type)
                    .map((line) => (
                      <GridButton key={line.id} at={[index + 1, column + 1]} pressed={chosen.has(line.id)} onPress={() => toggle([line])}>
                        <LineFace line={line} position={facts.fixtures.get(line.fields.fixture)?.fields.positionLabel ?? ''} />
                      </GridButton>
                    ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const roomName = ({ unit, room, lines }: BatchRow) => {
  const place = lines[0]?.fields.place;
  return place === undefined ? '' : placeText({ ...place, unit, room, label: null }, '');
};

function LineFace({ line, position }: { line: Line; position: string }) {
  const word = useWord();
  return (
    <>
      <span>
        {position} × {word(quantityText(countIn(line.fields)))}
      </span>
      <StatusTag word={entitlementStatusWords[line.fields.status]} tone={entitlementTones[line.fields.status]} />
    </>
  );
}

interface GridButtonProps {
  at: readonly [row: number, column: number];
  /** The one that the tab key comes to. */
  stop?: boolean;
  pressed: boolean;
  onPress(): void;
  children: React.ReactNode;
}

function GridButton({ at: [row, column], stop = false, pressed, onPress, children }: GridButtonProps) {
  return (
    <button
      type="button"
      className="batch-cell"
      data-row={row}
      data-column={column}
      tabIndex={stop ? 0 : -1}
      aria-pressed={pressed}
      onClick={onPress}
    >
      <span aria-hidden className="batch-mark">
        {pressed ? '☑' : '☐'}
      </span>
      {children}
    </button>
  );
}

const steps: Readonly<Record<string, readonly [row: number, along: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** From one button to the next in a direction: along its row, or to the same column of the nearest row that has one. */
function walk(event: KeyboardEvent, table: HTMLTableElement | null): void {
  const step = steps[event.key];
  const from = event.target instanceof HTMLElement ? event.target.closest<HTMLButtonElement>('button.batch-cell') : null;
  if (step === undefined || from === null || table === null) return;
  event.preventDefault();
  const all = [...table.querySelectorAll<HTMLButtonElement>('button.batch-cell')];
  const row = Number(from.dataset.row);
  const column = from.dataset.column;
  const inRow = all.filter((button) => button.dataset.row === from.dataset.row);
  const inColumn = all.filter((button) => button.dataset.column === column);
  const nearest = step[0] < 0 ? inColumn.findLast((button) => Number(button.dataset.row) < row) : undefined;
  const next =
    step[0] === 0
      ? inRow[inRow.indexOf(from) + step[1]]
      : (nearest ?? inColumn.find((button) => step[0] > 0 && Number(button.dataset.row) > row));
  next?.focus();
}
