import { Card, Flex } from 'antd';
import type { ReactNode } from 'react';

/** One matter of a page under its heading. */
export function Titled({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card title={<h2 className="card-title">{title}</h2>}>
      <Flex vertical gap={12}>
        {children}
      </Flex>
    </Card>
  );
}
