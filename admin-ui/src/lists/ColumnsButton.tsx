import ViewWeekOutlined from '@mui/icons-material/ViewWeekOutlined';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormGroup from '@mui/material/FormGroup';
import Popover from '@mui/material/Popover';
import { useListContext, useStore, useTranslate } from 'react-admin';
import { useId, useState } from 'react';

/** A column as the chooser names it. */
export type ListColumn = { readonly source: string; readonly label: string };

/** Shows and hides columns; kept for this browser, where the table of react-admin looks for it. */
export const ColumnsButton = ({
  columns,
  hiddenAtFirst,
}: {
  readonly columns: readonly ListColumn[];
  readonly hiddenAtFirst: readonly string[];
}) => {
  const translate = useTranslate();
  const panel = useId();
  const { resource } = useListContext();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [hidden, setHidden] = useStore<readonly string[]>(`${resource}.datatable`, hiddenAtFirst);
  const name = translate('chobo.lists.columns');
  const shown = columns.filter(({ source }) => !hidden.includes(source));

  const toggle = (source: string): void =>
    setHidden(
      hidden.includes(source) ? hidden.filter((other) => other !== source) : [...hidden, source],
    );

  return (
    <>
      <Button
        aria-controls={anchor === null ? undefined : panel}
        aria-expanded={anchor !== null}
        aria-haspopup="dialog"
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
        size="small"
        startIcon={<ViewWeekOutlined />}
      >
        {name}
      </Button>
      <Popover
        anchorEl={anchor}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        onClose={() => setAnchor(null)}
        open={anchor !== null}
        slotProps={{ paper: { 'aria-label': name, id: panel, role: 'dialog' } }}
      >
        <FormGroup sx={{ p: 2 }}>
          {columns.map(({ source, label }) => {
            const isShown = !hidden.includes(source);
            return (
              <FormControlLabel
                key={source}
                control={
                  <Checkbox
                    checked={isShown}
                    // A table without any column says nothing.
                    disabled={isShown && shown.length === 1}
                    onChange={() => toggle(source)}
                    size="small"
                  />
                }
                label={label}
              />
            );
          })}
        </FormGroup>
      </Popover>
    </>
  );
};
