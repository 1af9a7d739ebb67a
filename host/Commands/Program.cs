using ReluDc.Notebooks.Documents;
using ReluDc.Notebooks.Execution;

if (args is ["kernel", ..]) { StdioKernel.Run(); return; }
var nb = Notebook.Load(args[0]);
var r = await NotebookRunner.RunAsync(nb, Path.GetDirectoryName(Path.GetFullPath(args[0]))!, TimeSpan.FromSeconds(60), null, default);
Console.Error.WriteLine($"{r.Outcome} {r.FailedCell} {r.FailedLine} {r.Message} {r.Duration}");
File.WriteAllBytes("/tmp/out.ipynb", r.Executed.ToBytes());
