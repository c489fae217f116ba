import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Ant Design with this product's colours and sizes: text that passes contrast, targets for gloves. */
export function Theme({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  return (
    <ConfigProvider
      locale={i18n.language === 'en' ? enUS : zhCN}
      button={{ autoInsertSpace: false }}
      theme={{
        token: {
          colorPrimary: '#0b5cad',
          colorSuccess: '#1f7a3d',
          colorWarning: '#8a5300',
          colorError: '#b42318',
          colorTextSecondary: '#4a5462',
          colorTextTertiary: '#4a5462',
          colorTextDescription: '#4a5462',
          colorTextPlaceholder: '#5b6675',
          fontSize: 16,
          controlHeight: 44,
          controlHeightLG: 56,
          borderRadius: 8,
          fontFamily: "'Noto Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', system-ui, sans-serif",
        },
      }}
    >
      <App notification={{ placement: 'topRight' }}>{children}</App>
    </ConfigProvider>
  );
}
