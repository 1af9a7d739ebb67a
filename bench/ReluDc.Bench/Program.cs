using ReluDc.Bench;

switch (args)
{
    case ["engine"]:
        await EngineBenchmark.RunAsync();
        await EngineComparison.RunAsync();
        return 0;
    case ["kernel"]:
        await KernelBenchmark.RunAsync();
        return 0;
    case ["step"]:
        StepBenchmark.Run();
        return 0;
    case ["transform"]:
        TransformBenchmark.Run();
        return 0;
    case ["growth"]:
        GrowthBenchmark.Run();
        return 0;
    case ["page"]:
        await PageBenchmark.RunAsync();
        return 0;
    case ["live", .. var rest]:
        await LiveBenchmark.RunAsync(rest is ["steady"]);
        return 0;
    default:
        Console.Error.WriteLine("allowed: engine, kernel, page, transform, step, growth, live, live steady");
        return 2;
}
