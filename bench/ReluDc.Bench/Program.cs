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
    case ["live", .. var how]:
        await LiveBenchmark.RunAsync(how);
        return 0;
    default:
        Console.Error.WriteLine("allowed: engine, kernel, page, transform, step, growth, live, live 03, live steady, live frames DIR");
        return 2;
}
