using ReluDc.Engine;

if (EngineProgram.Serve(args) is { } exitCode)
    return exitCode;
Console.Error.WriteLine("allowed: kernel start --stdio, or kernel start --connection-file FILE");
return 2;
