namespace ReluDc.Networks;

/// <summary>The forward and backward pass of a <see cref="Pooling"/>.</summary>
internal sealed class PoolingPass(Pooling layer, Shape input) : ExamplePass(input, layer.OutputShape(input))
{
    private readonly int size = layer.Size ?? input.Time;
    private readonly float[] share = new float[input.Channels];

    public override bool PassesActivation => layer.Kind == PoolingKind.Average;

    protected override void Forward(ReadOnlySpan<float> state, Frames x, Frames y)
    {
        for (var window = 0; window < Output.Time; window++)
            Pool(Window(x, window), y.Values.Slice(window * Input.Channels, Input.Channels));
    }

    protected override void Backward(ReadOnlySpan<float> state, Frames x, Frames y, Frames dy, Frames? dx, Span<float> gradient)
    {
        if (dx is null)
            return;
        for (var window = 0; window < Output.Time; window++)
            Distribute(Window(x, window), y.Values.Slice(window * Input.Channels, Input.Channels),
                dy.Values.Slice(window * Input.Channels, Input.Channels), Window(dx, window), x.Slope);
        dx.Values[(Output.Time * size * Input.Channels)..].Clear(); // time steps that fill no window
    }

    private Span<float> Window(Frames frames, int window) => frames.Values.Slice(window * size * Input.Channels, size * Input.Channels);

    private void Pool(ReadOnlySpan<float> x, Span<float> y)
    {
        switch (layer.Kind)
        {
            case PoolingKind.Average:
                ChannelSums.Compute(x, y);
                foreach (ref var value in y)
                    value /= size;
                break;
            case PoolingKind.Max:
                x[..y.Length].CopyTo(y);
                for (var start = y.Length; start < x.Length; start += y.Length)
                    for (var channel = 0; channel < y.Length; channel++)
                        y[channel] = Math.Max(y[channel], x[start + channel]);
                break;
            case PoolingKind.Rms:
                y.Clear();
                for (var start = 0; start < x.Length; start += y.Length)
                    for (var channel = 0; channel < y.Length; channel++)
                        y[channel] += x[start + channel] * x[start + channel];
                foreach (ref var value in y)
                    value = MathF.Sqrt(value / size);
                break;
        }
    }

    private void Distribute(Span<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, Span<float> dx, float slope)
    {
        switch (layer.Kind)
        {
            case PoolingKind.Average:
                for (var channel = 0; channel < share.Length; channel++)
                    share[channel] = dy[channel] / size;
                Rectification.Derive(x, share, dx, slope);
                break;
            case PoolingKind.Max: // the whole gradient goes to the first time step that holds the largest value
                dx.Clear();
                for (var channel = 0; channel < y.Length; channel++)
                    for (var n = channel; n < x.Length; n += y.Length)
                        if (x[n] == y[channel])
                        {
                            dx[n] = dy[channel];
                            break;
                        }
                break;
            case PoolingKind.Rms: // the derivative at a window of zeros is taken as 0
                for (var channel = 0; channel < y.Length; channel++)
                    share[channel] = y[channel] > 0 ? dy[channel] / (size * y[channel]) : 0;
                for (var start = 0; start < dx.Length; start += y.Length)
                    for (var channel = 0; channel < y.Length; channel++)
                        dx[start + channel] = share[channel] * x[start + channel];
                break;
        }
    }
}
