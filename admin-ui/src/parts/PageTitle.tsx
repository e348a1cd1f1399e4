import { Title } from 'react-admin';
import { useEffect } from 'react';

/** The heading of the page (h1) and the name of its tab. */
export const PageTitle = ({ title }: { readonly title: string }) => {
  useEffect(() => {
    document.title = `${title} · Chobo`;
  }, [title]);
  return <Title title={title} />;
};
