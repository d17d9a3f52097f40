import { BarChart } from 'echarts/charts';
import { GridSimpleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

// Bars alone: every further part takes ten kilobytes and more of what the first load of a page may have. Drawn on a canvas, so
// that nothing sets styles that the content security policy refuses.
use([BarChart, GridSimpleComponent, CanvasRenderer]);

export { init };
