namespace ReluDc.Tests.Browser;

/// <summary>
/// The drawing of each figure of the course against plotly's picture of the same figure: what one says, the other says.
/// </summary>
[Collection(CourseSiteTests.Name)]
public sealed class FigureComparisonTests(CourseSite site)
{
    /// <summary>
    /// Measures what differs, figure by figure: titles and ends of the axes, names in the legend, and for every point of every visible
    /// trace, and every cell of a map, whether the drawing has ink where plotly's scale puts it.
    /// </summary>
    private const string Differences = """
        () => [...document.querySelectorAll('figure.plot')].flatMap(figure => {
          const told = [];
          const tell = what => told.push(figure.id + ': ' + what);
          const live = figure.querySelector('.live');
          const { _fullLayout: layout, data } = live;
          const drawing = figure.querySelector('.drawing > svg');
          const isSeen = element => element.getClientRects().length > 0;
          const texts = selector => [...drawing.querySelectorAll(selector)].filter(isSeen).map(e => e.textContent);
          const same = (name, mine, theirs) => {
            if (JSON.stringify(mine) !== JSON.stringify(theirs)) tell(`${name}: ${JSON.stringify(mine)} and not ${JSON.stringify(theirs)}`);
          };
          const bar = data.find(trace => trace.colorbar)?.colorbar.title.text;
          same('titles', texts('.axis-title').sort(), [layout.xaxis.title.text, layout.yaxis.title.text, bar].filter(t => t).sort());
          same('legend', texts('.legend text'), [...live.querySelectorAll('.legendtext')].map(e => e.textContent));

          const frame = drawing.querySelector(':scope > svg');
          const [left, top, width, height] = frame.getAttribute('viewBox').split(' ').map(Number);
          const along = (axis, value) => (axis.type === 'log' ? Math.log10(value) : value) - axis.range[0];
          const at = (x, y) => new DOMPoint(left + width * along(layout.xaxis, x) / (layout.xaxis.range[1] - layout.xaxis.range[0]),
            top + height - height * along(layout.yaxis, y) / (layout.yaxis.range[1] - layout.yaxis.range[0]));
          const isInside = p => p.x >= left - 0.01 && p.x <= left + width + 0.01 && p.y >= top - 0.01 && p.y <= top + height + 0.01;
          const parts = [...frame.children];
          if (parts.length !== data.length) { tell(`${parts.length} traces and not ${data.length}`); return told; }
          const ends = [[layout.xaxis, '.x-labels text', p => p.x], [layout.yaxis, '.y-labels text', p => p.y]];
          for (const [axis, selector, of] of ends) { // a label that reads as a number stands where that number is
            for (const label of drawing.querySelectorAll(selector)) {
              const value = Number(label.textContent.replace('−', '-'));
              if (!Number.isFinite(value) || axis.type === 'log' && value <= 0) continue;
              const place = other => axis === other ? value : 10 ** other.range[0];
              const point = at(place(layout.xaxis), place(layout.yaxis));
              const own = Number(label.getAttribute(axis === layout.xaxis ? 'x' : 'y'));
              if (Math.abs(of(point) - own) > 0.2) tell(`label ${label.textContent} at ${own} and not ${of(point)}`);
            }
          }
          data.forEach((trace, i) => {
            const isShown = parts[i].getClientRects().length > 0 || parts[i].querySelector('path')?.getAttribute('d') === '';
            if (isShown !== (trace.visible !== false)) { tell(`trace ${i} is ${isShown ? '' : 'not '}shown`); return; }
            if (!isShown) return;
            if (trace.type === 'heatmap') { // each cell has ink, in a colour of its own that no style of the page changed
              const strokes = [...parts[i].querySelectorAll('path')];
              const lightness = colour => colour.match(/\d+/g).reduce((sum, part, k) => sum + part * [0.2126, 0.7152, 0.0722][k], 0);
              const inkAt = point => strokes.find(path => path.isPointInStroke(point));
              const cells = trace.z.flatMap((row, r) => row.map((z, c) => ({ z, ink: inkAt(at(trace.x[c], trace.y[r])) })))
                .filter(cell => cell.z !== null).sort((a, b) => a.z - b.z);
              const bare = cells.filter(cell => !cell.ink).length;
              if (bare > 0) tell(`${bare} of ${cells.length} cells are bare`);
              const light = cells.filter(cell => cell.ink).map(cell => lightness(getComputedStyle(cell.ink).stroke));
              if (light.length < 2 || !(light.at(-1) > light[0])) tell('the highest value has no lighter colour than the lowest');
              if (light.some((value, k) => k > 0 && value < light[k - 1])) tell('a higher value has a darker colour');
              return;
            }
            const paths = parts[i].tagName === 'path' ? [parts[i]] : [...parts[i].querySelectorAll('path')];
            for (const path of paths) path.removeAttribute('stroke-dasharray');
            let missed = 0;
            let inside = 0;
            trace.y.forEach((y, n) => {
              const x = trace.x ? trace.x[n] : trace.x0 + n * trace.dx;
              if (x === null || y === null) return;
              const point = at(x, trace.type === 'bar' ? y / 2 : y);
              if (!isInside(point) || trace.type === 'bar' && y === 0) return;
              inside++;
              const marked = svg => paths.some(p => p.isPointInFill(svg) || p.isPointInStroke(svg));
              if (!marked(point)) missed++;
            });
            if (missed > 0) tell(`trace ${i}: no ink at ${missed} of ${inside} points`);
          });
          return told;
        })
        """;

    public static TheoryData<string> NotebookPages => CourseSite.NotebookPages;

    [Theory, MemberData(nameof(NotebookPages))]
    public async Task A_drawing_says_what_plotly_says(string name)
    {
        var page = await site.OpenAsync(CourseSite.UrlOf(name));
        await page.EvaluateAsync("() => document.querySelectorAll('.explore').forEach(button => button.click())");
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('figure.plot')].every(f => f.querySelector('.is-live'))");
        Assert.Equal("", string.Join('\n', await page.EvaluateAsync<string[]>(Differences)));
    }
}
