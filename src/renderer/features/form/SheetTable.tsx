import { Day } from '#domain/identity.ts';

const isDay = (text: string | undefined) => Day.safeParse(text).success;

/** A table of a printed form, its titles again on every page. Rows begin with their number. */
export function SheetTable({ titles, rows }: { titles: readonly string[]; rows: readonly (readonly string[])[] }) {
  return (
    <table>
      <thead>
        <tr>
          {titles.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row[0]}>
            {titles.map((title, index) => (
              <td key={title} className={isDay(row[index]) ? 'day' : undefined}>
                {row[index]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
