import "@hotwired/turbo"
import { Application } from "@hotwired/stimulus"

Application.start()
