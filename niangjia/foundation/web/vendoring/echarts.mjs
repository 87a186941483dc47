// Makes static/web/vendor/echarts.js out of the modules of echarts that charts here use: lines and bars on a canvas, with
// tooltips. Run once per new version, in a folder of its own; the product needs neither node nor this file to run:
//   npm install echarts@5.6.0 esbuild@0.25
//   npx esbuild echarts.mjs --bundle --minify --format=iife --global-name=echarts --target=chrome86 \
//     --legal-comments=none --outfile=echarts.js
import { BarChart, LineChart } from "echarts/charts"
import { GridComponent, TooltipComponent } from "echarts/components"
import { init, use } from "echarts/core"
import { CanvasRenderer } from "echarts/renderers"

use([BarChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer])
export { init }
