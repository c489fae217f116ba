import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useRef } from 'react';
import './dense-table.css';

export interface DenseColumn<R> {
  title: string;
  /** In pixels. */
  width: number;
  number?: boolean;
  cell(row: R): ReactNode;
  /** Under the column: its sum. */
  total?: ReactNode;
}

interface DenseTableProps<R> {
  label: string;
  columns: readonly DenseColumn<R>[];
  rows: readonly R[];
  keyOf(row: R, index: number): string;
}

const wholeUpTo = 200;
const rowHeight = 36;

/** A table for many rows: all of them up to 200, beyond that only those in sight, between two spacers. */
export function DenseTable<R>({ label, columns, rows, keyOf }: DenseTableProps<R>) {
  const scroll = useRef<HTMLElement>(null);
  const virtual = rows.length > wholeUpTo;
  const virtualizer = useVirtualizer({
    count: virtual ? rows.length : 0,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const seen = virtualizer.getVirtualItems();
  const above = seen[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (seen.at(-1)?.end ?? 0);
  const shown = virtual ? seen.map((item) => item.index) : rows.map((_row, index) => index);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section ref={scroll} className="dense-scroll" aria-label={label} tabIndex={0}>
      <table className="dense" aria-label={label} aria-rowcount={rows.length + 1} style={{ width: widthOf(columns) }}>
        <colgroup>
          {columns.map((column) => (
            <col key={column.title} style={{ width: column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" className={column.number ? 'number' : ''}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {virtual && <Spacer height={above} span={columns.length} />}
          {shown.map((index) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <tr key={keyOf(row, index)} data-index={index} aria-rowindex={index + 2} ref={virtual ? virtualizer.measureElement : null}>
                {columns.map((column) => (
                  <td key={column.title} className={column.number ? 'number' : ''}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          {virtual && <Spacer height={below} span={columns.length} />}
        </tbody>
        {columns.some((column) => column.total !== undefined) && (
          <tfoot>
            <tr>
              {columns.map((column) => (
                <td key={column.title} className={column.number ? 'number' : ''}>
                  {column.total}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}

function widthOf(columns: readonly { width: number }[]): number {
  return columns.reduce((sum, column) => sum + column.width, 0);
}

function Spacer({ height, span }: { height: number; span: number }) {
  return height <= 0 ? null : (
    <tr className="spacer" aria-hidden>
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}
