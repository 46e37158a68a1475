/** A QR code as one path. Its code is fetched when it is first shown. */
import { useEffect, useState } from 'react';

interface Drawn {
  readonly size: number;
  readonly path: string;
}

async function draw(text: string): Promise<Drawn> {
  const { create } = await import('qrcode');
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let y = 0; y < modules.size; y += 1)
    for (let x = 0; x < modules.size; x += 1) if (modules.get(y, x)) path += `M${x + 2} ${y + 2}h1v1h-1z`;
  return { size: modules.size + 4, path };
}

export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const [drawn, setDrawn] = useState<Drawn>();
  useEffect(() => {
    let wanted = true;
    void draw(text).then((done) => wanted && setDrawn(done));
    return () => {
      wanted = false;
    };
  }, [text]);
  const size = drawn?.size ?? 29;
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} className="qr-paper" />
      {drawn !== undefined && <path d={drawn.path} className="qr-ink" />}
    </svg>
  );
}
