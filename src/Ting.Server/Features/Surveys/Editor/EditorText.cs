namespace Ting.Server.Features.Surveys.Editor;

public sealed class EditorText;
