// Prints the milliseconds of one training step of the Sec. V.C network in TorchSharp, one thread, the best of several runs and of two
// memory layouts.
using System.Diagnostics;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

const int batch = 64, time = 256;
set_num_threads(1);
random.manual_seed(1);

var labels = arange(batch, int64) % 3;
var frequencies = tensor(new[] { 3f, 5f, 10f })[labels] + 0.1 * randn(batch);
var windows = cos(2 * Math.PI * frequencies.unsqueeze(1) * arange(time) / 32);

// Causal: two zeros in front, written out, so that the convolution does no surplus work. In two dimensions oneDNN likes channels last.
var milliseconds = new[]
{
    Milliseconds((channels, filters) => nn.Conv1d(channels, filters, 3, bias: false), nn.ConstantPad1d((2, 0), 0), windows.unsqueeze(1), 1),
    Milliseconds((channels, filters) => nn.Conv2d(channels, filters, (1, 3), bias: false), nn.ConstantPad2d((2, 0, 0, 0), 0),
        windows.unsqueeze(1).unsqueeze(1), 2),
};
Console.WriteLine(milliseconds.Min().ToString("G6", CultureInfo.InvariantCulture));

double Milliseconds(Func<long, long, nn.Module<Tensor, Tensor>> convolution, nn.Module<Tensor, Tensor> padding, Tensor inputs, int axes)
{
    nn.Module<Tensor, Tensor>[] layers =
    [
        padding, convolution(1, 32), nn.ReLU(), padding, convolution(32, 32), nn.ReLU(),
        axes == 1 ? nn.AdaptiveAvgPool1d(1) : nn.AdaptiveAvgPool2d((1, 1)),
        nn.Flatten(1), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 3),
    ];
    var parameters = layers.SelectMany(layer => layer.parameters()).ToList();
    var optimizer = optim.Adam(parameters, lr: 1e-3, eps: 1e-7);
    var loss = nn.CrossEntropyLoss();

    void Step()
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        loss.call(layers.Aggregate(inputs, (x, layer) => layer.call(x)), labels).backward();
        optimizer.step();
    }

    for (var i = 0; i < 20; i++)
        Step();
    var best = double.PositiveInfinity;
    for (var run = 0; run < 8; run++)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 10; i++)
            Step();
        best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds / 10);
    }
    return best;
}
