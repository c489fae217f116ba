import type { ReactNode } from 'react';

interface SheetHeadProps {
  rows: readonly (readonly [label: string, value: string])[];
  /** Data address of the code that files the form's scan. */
  qr: string;
  /** What stands under it. */
  children: ReactNode;
}

/** The top of every printed form: who and what, and the code that leads back to it. */
export function SheetHead({ rows, qr, children }: SheetHeadProps) {
  return (
    <div className="head">
      <table>
        <tbody>
          {rows.map(([label, value]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="code">
        <img src={qr} alt="" />
        {children}
      </div>
    </div>
  );
}
