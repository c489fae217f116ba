import { Card, Descriptions } from 'antd';
import type { ReactNode } from 'react';

export interface Fact {
  label: string;
  value: ReactNode;
}

/** A titled list of facts; empty ones are left out. */
export function Facts({ title, facts, children }: { title: string; facts: readonly Fact[]; children?: ReactNode }) {
  const items = facts
    .filter(({ value }) => value !== '' && value !== null && value !== undefined && value !== false)
    .map(({ label, value }) => ({ key: label, label, children: value }));
  return (
    <Card title={<h2 className="card-title">{title}</h2>}>
      <Descriptions items={items} column={{ xs: 1, sm: 1, md: 2, lg: 3 }} />
      {children !== undefined && <div style={{ marginTop: 8 }}>{children}</div>}
    </Card>
  );
}
