namespace ReluDc.Engine;

/// <summary>Something that a cell declares and others can use: a variable, a function.</summary>
/// <param name="Unit">The compiled cell, by its place among all.</param>
/// <param name="Name">Its name.</param>
internal readonly record struct CellVariable(int Unit, string Name);
