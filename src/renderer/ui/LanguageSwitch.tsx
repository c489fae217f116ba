import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { switchLanguage } from '../words/language.ts';

/** 中文 ⇄ English, at once. The button says the other language, in that language. */
export function LanguageSwitch() {
  const { i18n } = useTranslation();
  const other = i18n.language === 'en' ? 'zh' : 'en';
  return (
    <Button lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => void switchLanguage(other)}>
      {other === 'zh' ? '中文' : 'English'}
    </Button>
  );
}
