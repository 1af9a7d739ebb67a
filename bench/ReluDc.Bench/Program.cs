using ReluDc.Bench;

switch (args)
{
    case ["engine"]:
        await EngineBenchmark.RunAsync();
        return 0;
    case ["step"]:
        StepBenchmark.Run();
        return 0;
    default:
        Console.Error.WriteLine("allowed: engine, step");
        return 2;
}
