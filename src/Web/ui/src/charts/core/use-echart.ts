import { useEffect, useRef, type RefObject } from 'react';
import { echarts, type ECharts, type EChartsCoreOption } from './register';

export interface PlotGeometry {
  /** Pixel position of a time on the x axis. */
  x(time: number): number;
  /** The time at a pixel; the plot area may be left. */
  time(x: number): number;
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** One chart engine per element: made once, resized with it, thrown away with it. The option is the only way in. */
export function useEChart(
  element: RefObject<HTMLDivElement | null>,
  option: EChartsCoreOption,
  /** Changes when series come or go, so that old ones are removed. */
  structure: string,
  onLayout: (geometry: PlotGeometry) => void,
): void {
  const chart = useRef<ECharts | null>(null);
  const shown = useRef('');
  const layout = useRef(onLayout);

  // Outside system: the chart engine and the size of its element.
  useEffect(() => {
    const host = element.current!;
    const instance = echarts.init(host, null, { renderer: 'canvas' });
    chart.current = instance;
    shown.current = '';
    instance.on('finished', () => layout.current(geometryOf(instance)));
    let frame = 0;
    const observer = new ResizeObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        if (host.clientWidth > 0 && host.clientHeight > 0) instance.resize();
      });
    });
    observer.observe(host);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      instance.dispose();
      chart.current = null;
    };
  }, [element]);

  // Outside system: the chart engine's option.
  useEffect(() => {
    layout.current = onLayout;
    const isNew = shown.current !== structure;
    shown.current = structure;
    chart.current?.setOption(option, isNew ? { notMerge: true } : { lazyUpdate: true, replaceMerge: ['series'] });
  }, [option, structure, onLayout]);
}

function geometryOf(instance: ECharts): PlotGeometry {
  const axis = { xAxisIndex: 0 };
  const model = instance as unknown as { getModel(): { getComponent(name: string): { coordinateSystem: { getRect(): { x: number; y: number; width: number; height: number } } } } };
  const rect = model.getModel().getComponent('grid').coordinateSystem.getRect();
  return {
    x: (time) => instance.convertToPixel(axis, time) as unknown as number,
    time: (x) => instance.convertFromPixel(axis, x) as unknown as number,
    top: rect.y,
    bottom: rect.y + rect.height,
    left: rect.x,
    right: rect.x + rect.width,
  };
}
