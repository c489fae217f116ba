import { Button, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

/** The least that a page of React and Ant Design is: one button under its language. */
const page = createElement(
  ConfigProvider,
  { locale: zhCN },
  createElement('main', null, createElement(Button, { type: 'primary', size: 'large' }, '开始')),
);
createRoot(document.getElementById('root') as HTMLElement).render(page);
