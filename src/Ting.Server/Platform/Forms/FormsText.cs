namespace Ting.Server.Platform.Forms;

public sealed class FormsText;
