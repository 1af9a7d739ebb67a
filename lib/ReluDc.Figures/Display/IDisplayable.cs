namespace ReluDc.Figures;

/// <summary>A value that writes itself in several forms.</summary>
internal interface IDisplayable
{
    /// <summary>The value in one of the forms that its formatter source offers.</summary>
    string As(string mimeType);
}
