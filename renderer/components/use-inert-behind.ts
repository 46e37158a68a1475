import { useEffect } from 'react';

/** While a dialog is open, nothing behind it can be reached, by whatever means. */
export function useInertBehind(open: boolean): void {
  useEffect(() => {
    const face = document.getElementById('face');
    if (!open || face === null) return undefined;
    face.inert = true;
    return () => {
      face.inert = false;
    };
  }, [open]);
}
